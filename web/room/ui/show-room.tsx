import { createRoot } from 'react-dom/client';
import type { RoomStore } from '../state.ts';
import { RoomApp } from './room-app.tsx';
import { RoomContext } from './room-context.ts';

/** Takes the page over: draws the room of this store into `root`, in place of what is there. */
export function showRoom(root: HTMLElement, store: RoomStore): void {
  createRoot(root).render(
    <RoomContext value={store}>
      <RoomApp />
    </RoomContext>,
  );
}
