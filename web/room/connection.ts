import type { ClientMessageInput } from '../../wire/room.ts';
import type { MediaClient, Quality } from './media/client.ts';
import type { Verdict } from './media/quality.ts';
import { createThrift } from './media/thrift.ts';
import type { RoomState } from './state.ts';
import type { Said } from './notices.ts';
import type { Watched } from './store.ts';
import { say, withPerson } from './store.ts';

/** Between two looks, ms (MEDIA.md 1). */
const MEASURE_EVERY = 2_000;

/** A weak connection is said above the stage for as long as it is weak: once is enough (ui/head.tsx). */
const NOTICES: Record<Exclude<RoomState['connection'], 'weak'>, Said> = {
  good: { text: 'You are connected again', tone: 'info' },
  reconnecting: { text: 'Reconnecting…', tone: 'trouble' },
};

export interface ConnectionWatch {
  online: () => void;
  offline: () => void;
  transport: (state: 'well' | 'lost') => void;
  close: () => void;
}

/** Own connection in a word, from the socket, the transport and what is measured on it. */
export function watchConnection(
  room: Watched<RoomState>,
  media: Pick<MediaClient, 'measure' | 'spare'>,
  send: (message: ClientMessageInput) => void,
): ConnectionWatch {
  const lost = new Set<'socket' | 'transport'>();
  let judge: ((look: Quality) => Verdict) | null = null;
  const thrift = createThrift();
  let verdict: Verdict = 3;

  function show(): void {
    const now = lost.size > 0 ? 'reconnecting' : verdict === 1 ? 'weak' : 'good';
    room.update((state) => {
      if (state.connection === now || state.phase.kind !== 'in') return state;
      const next = { ...state, connection: now } as const;
      // From weak to good needs no word; a connection that was gone and is back does.
      return now === 'weak' || (now === 'good' && state.connection === 'weak') ? next : say(next, NOTICES[now]);
    });
  }

  /** What the others see of it; the Room's `welcome` says what they have been told. */
  function tell(): void {
    const { me, people } = room.get();
    if (lost.has('socket') || people.get(me)?.q === verdict) return;
    room.update((state) => withPerson(state, me, { q: verdict }));
    send({ t: 'quality', q: verdict });
  }

  async function measure(): Promise<void> {
    const look = await media.measure();
    if (!look || room.get().phase.kind !== 'in') return;
    // Fetched with the first look, which comes after the first picture.
    judge ??= (await import('./media/quality.ts')).createJudge();
    verdict = judge(look);
    const wise = thrift(verdict, performance.now());
    media.spare(room.get().saveData ? 'least' : wise);
    show();
    tell();
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
        judge = null;
        verdict = 3;
      } else lost.add('transport');
      show();
    },
    close: () => clearInterval(timer),
  };
}
