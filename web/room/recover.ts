import { recoverSession } from './recovery.ts';
import type { RoomState } from './state.ts';
import type { Watched } from './store.ts';
import { say } from './store.ts';

/**
 * What this browser recorded of the Session and could not hand over, before a crash, a reload or a failure, is sent again; the
 * Researcher is told how much it is, and what became of it.
 */
export const recover = (room: Watched<RoomState>): Promise<void> =>
  recoverSession(room.get().view.session.id, ({ is, text }) =>
    room.update((state) => say(state, { text, tone: is === 'lost' ? 'trouble' : 'info', about: 'recovery' })),
  );
