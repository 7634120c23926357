import { createListener, LISTEN_EVERY } from './levels.ts';
import type { MediaClient } from './media/client.ts';
import type { RoomState } from './state.ts';
import type { Watched } from './store.ts';

/** The room is drawn and the others' pictures are there before anybody needs to know who speaks, ms. */
const LISTEN_AFTER = 1_000;
/** One's own microphone costs a look at the connection's statistics: only every so many looks. */
const OWN_EVERY = 3;

/** Keeps `speaking` up to date while somebody looks. Returns how to stop. */
export function watchSpeaking(room: Watched<RoomState>, media: Pick<MediaClient, 'levels' | 'ownLevel'>): () => void {
  const listen = createListener();
  let looks = 0;
  let own = 0;

  async function hearOwn(): Promise<void> {
    own = await media.ownLevel();
  }

  function look(): void {
    const { phase, people, me } = room.get();
    if (phase.kind !== 'in') return;
    looks += 1;
    if (!people.get(me)?.mic) own = 0;
    else if (looks % OWN_EVERY === 0) hearOwn().catch((error: unknown) => console.info('Not heard', error));
    const levels = new Map([...media.levels(), [me, own] as const].filter(([n]) => people.get(n)?.mic));
    const speaking = listen(levels, performance.now());
    room.update((state) => (state.speaking === speaking ? state : { ...state, speaking }));
  }

  let timer: ReturnType<typeof setInterval> | undefined;
  const start = setTimeout(() => (timer = setInterval(look, LISTEN_EVERY)), LISTEN_AFTER);
  return () => {
    clearTimeout(start);
    clearInterval(timer);
  };
}
