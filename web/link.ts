import './ui/tokens.css';
import './ui/base.css';
import './join/join.css';
import { startLinkPage } from './join/start.ts';

/** The one place where the link page meets the room: join/ is given what it may load, and imports none of it. */
const root = document.getElementById('app');
if (root) {
  startLinkPage({
    root,
    loadRoom: () => import('./room/index.ts'),
    prefetchRoomUi: () => import('./room/ui/show-room.tsx'),
  });
}
