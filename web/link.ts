import './ui/tokens.css';
import './ui/base.css';
import './join/styles.ts';
import type { LinkView } from '../wire/http.ts';
import { keepTheme } from './join/keep-theme.ts';
import type { RoomModule } from './join/ports.ts';
import { startLinkPage } from './join/start.ts';
import { isSpoolThere } from './room/recorder/spool-there.ts';
import type { DrawnRoom } from './room/ui/show-room.tsx';

let drawn: DrawnRoom | null = null;

/** The room's UI on the newest door's store: drawn ahead, or again when the door was opened anew. */
async function drawAhead(): Promise<DrawnRoom | null> {
  const [{ drawRoom }, { currentStore }] = await Promise.all([
    import('./room/ui/show-room.tsx'),
    import('./room/index.ts'),
  ]);
  const store = currentStore();
  if (store && drawn?.store !== store) {
    drawn?.end();
    drawn = drawRoom(store);
  }
  return drawn;
}

/** The room's client and, when it is needed, its UI on the same store. */
async function loadRoom({ media }: LinkView): Promise<RoomModule> {
  const [{ openDoor }, kit] = await Promise.all([
    import('./room/index.ts'),
    media === 'kit' ? import('./room/media/kit/kit-client.ts') : null,
  ]);
  return {
    openDoor: (view) => openDoor(view, kit?.createKitClient),
    showRoom: async (root) => (await drawAhead())?.show(root),
  };
}

/** Pieces of the Session's recording that a page of this browser left when it crashed. */
async function bringLeft(sessionId: string, tell: (text: string) => void): Promise<void> {
  if (!(await isSpoolThere())) return;
  const { recoverSession } = await import('./room/recovery.ts');
  await recoverSession(sessionId, ({ text }) => tell(`${text}.`));
}

keepTheme();

/** The one place where the link page meets the room: join/ is given what it may load, and imports none of it. */
const root = document.getElementById('app');
if (root) startLinkPage({ root, loadRoom, drawAhead, bringLeft });
