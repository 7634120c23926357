import './ui/tokens.css';
import './ui/base.css';
import './join/join.css';
import { keepTheme } from './join/keep-theme.ts';
import type { RoomModule } from './join/ports.ts';
import { startLinkPage } from './join/start.ts';

const loadRoomUi = () => import('./room/ui/show-room.tsx');

/** The room's client and, when it is needed, its UI on the same store. */
async function loadRoom(): Promise<RoomModule> {
  const { currentStore, openDoor } = await import('./room/index.ts');
  return {
    openDoor,
    async showRoom(root) {
      const [store, ui] = [currentStore(), await loadRoomUi()];
      if (store) ui.showRoom(root, store);
    },
  };
}

keepTheme();

/** The one place where the link page meets the room: join/ is given what it may load, and imports none of it. */
const root = document.getElementById('app');
if (root) startLinkPage({ root, loadRoom, prefetchRoomUi: loadRoomUi });
