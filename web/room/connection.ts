import type { MediaClient } from './media/client.ts';
import { createJudge, MEASURE_EVERY } from './media/quality.ts';
import type { RoomState } from './state.ts';
import type { Said } from './notices.ts';
import type { Watched } from './store.ts';
import { say } from './store.ts';

const NOTICES: Record<RoomState['connection'], Said> = {
  good: { text: 'You are connected again', tone: 'info' },
  weak: { text: 'Your connection is weak', tone: 'trouble' },
  reconnecting: { text: 'Reconnecting…', tone: 'trouble' },
};

export interface ConnectionWatch {
  online: () => void;
  offline: () => void;
  transport: (state: 'well' | 'lost') => void;
  close: () => void;
}

/** Own connection in a word, from the socket, the transport and what is measured on it. */
export function watchConnection(room: Watched<RoomState>, media: Pick<MediaClient, 'measure'>): ConnectionWatch {
  const lost = new Set<'socket' | 'transport'>();
  let judge = createJudge();
  let verdict: 'good' | 'weak' = 'good';

  function show(): void {
    const now = lost.size > 0 ? 'reconnecting' : verdict;
    room.update((state) => {
      if (state.connection === now || state.phase.kind !== 'in') return state;
      const next = { ...state, connection: now } as const;
      // From weak to good needs no word; a connection that was gone and is back does.
      return now === 'good' && state.connection === 'weak' ? next : say(next, NOTICES[now]);
    });
  }

  async function measure(): Promise<void> {
    const look = await media.measure();
    if (!look || room.get().phase.kind !== 'in') return;
    verdict = judge(look);
    show();
  }

  const timer = setInterval(() => {
    measure().catch((error: unknown) => console.info('Not measured', error));
  }, MEASURE_EVERY);

  return {
    online() {
      lost.delete('socket');
      show();
    },
    offline() {
      lost.add('socket');
      show();
    },
    transport(state) {
      if (state === 'well') {
        lost.delete('transport');
        judge = createJudge();
        verdict = 'good';
      } else lost.add('transport');
      show();
    },
    close: () => clearInterval(timer),
  };
}
