import { createContext, use, useSyncExternalStore } from 'react';
import { showToast } from '../../ui/toasts.ts';
import type { RoomState, RoomStore } from '../state.ts';

export const RoomContext = createContext<RoomStore | null>(null);

export function useStore(): RoomStore {
  const store = use(RoomContext);
  if (!store) throw new Error('outside of RoomContext');
  return store;
}

/** A part of the room's state; draws again only when that part was replaced. */
export function useRoom<Part>(part: (state: RoomState) => Part): Part {
  const store = useStore();
  return useSyncExternalStore(store.subscribe, () => part(store.get()));
}

/** Own camera, microphone and share are for those who may be seen and heard. */
export function useMayTalk(): boolean {
  return useRoom(({ view }) => view.seat.role !== 'guest' || view.guestPolicy !== 'watch');
}

/** Does what was asked; what went wrong is said in a toast. */
export function attempt(action: Promise<unknown>): void {
  action.catch((error: unknown) => {
    console.warn('room action failed', error);
    showToast(error instanceof Error ? error.message : 'That did not work. Please try again.', 'bad');
  });
}
