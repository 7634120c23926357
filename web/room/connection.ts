import type { ClientMessageInput } from '../../wire/room.ts';
import type { MediaClient, Quality, TransportState } from './media/client.ts';
import type { Verdict } from './media/quality.ts';
import { createThrift } from './media/thrift.ts';
import type { RoomState } from './state.ts';
import type { Said } from './notices.ts';
import type { Watched } from './store.ts';
import { say, withPerson } from './store.ts';

/** Between two looks, ms (MEDIA.md 1). */
const MEASURE_EVERY = 2_000;

/** Picture and sound that are gone for so long are more than a stumble, ms: the person is told what they can do meanwhile. */
const GONE_FOR = 20_000;

/** What stands above the stage for as long as it is so needs no toast (ui/head.tsx, ui/stage-banner.tsx). */
const NOTICES: Partial<Record<RoomState['connection'], Said>> = {
  good: { text: 'You are connected again', tone: 'info' },
  reconnecting: { text: 'Reconnecting…', tone: 'trouble' },
};

export interface ConnectionWatch {
  online: () => void;
  offline: () => void;
  transport: (state: TransportState) => void;
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
  let isDenied = false;
  let isGone = false;
  let gone: ReturnType<typeof setTimeout> | undefined;

  function now(): RoomState['connection'] {
    if (lost.size === 0) return verdict === 1 ? 'weak' : 'good';
    // Without the Room nothing else can be done either.
    if (lost.has('socket')) return 'reconnecting';
    return isDenied ? 'denied' : isGone ? 'unreachable' : 'reconnecting';
  }

  function show(): void {
    const shown = now();
    room.update((state) => {
      if (state.connection === shown || state.phase.kind !== 'in') return state;
      const next = { ...state, connection: shown };
      const said = NOTICES[shown];
      // From weak to good needs no word; a connection that was gone and is back does.
      const isNews = said && state.connection !== (shown === 'good' ? 'weak' : 'unreachable');
      return isNews ? say(next, said) : next;
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
      isDenied = state === 'denied';
      if (state === 'well') {
        lost.delete('transport');
        judge = null;
        verdict = 3;
        clearTimeout(gone);
        gone = undefined;
        isGone = false;
      } else {
        lost.add('transport');
        gone ??= setTimeout(() => {
          isGone = true;
          show();
        }, GONE_FOR);
      }
      show();
    },
    close() {
      clearInterval(timer);
      clearTimeout(gone);
    },
  };
}
