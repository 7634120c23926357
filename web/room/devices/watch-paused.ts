import type { RoomState } from '../state.ts';
import type { Watched } from '../store.ts';

/** A track that is silent for shorter is no matter, ms: Safari does that whenever it switches something. */
const PAUSED_FOR = 1_500;

type Kind = RoomState['paused'][number];

/** Keeps `paused` up to date: own tracks that are open and give nothing (a phone call, a hardware switch). Returns how to stop. */
export function watchPaused(room: Watched<RoomState>, onPaused: () => void): () => void {
  const watched: Record<Kind, { track: MediaStreamTrack | null; stop: () => void }> = {
    mic: { track: null, stop: () => {} },
    cam: { track: null, stop: () => {} },
  };

  function keepUp(): void {
    const { own } = room.get();
    for (const kind of ['mic', 'cam'] as const) {
      if (own[kind] === watched[kind].track) continue;
      watched[kind].stop();
      // Before anything is told: telling comes back here.
      watched[kind] = { track: own[kind], stop: own[kind] ? watch(kind, own[kind]) : () => {} };
      if (!own[kind]?.muted) setPaused(kind, false);
    }
  }

  function watch(kind: Kind, track: MediaStreamTrack): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(timer);
      if (!track.muted) setPaused(kind, false);
      else timer = setTimeout(() => track.muted && setPaused(kind, true), PAUSED_FOR);
    };
    track.addEventListener('mute', look);
    track.addEventListener('unmute', look);
    look();
    return () => {
      clearTimeout(timer);
      track.removeEventListener('mute', look);
      track.removeEventListener('unmute', look);
    };
  }

  function setPaused(kind: Kind, isPaused: boolean): void {
    if (room.get().paused.includes(kind) === isPaused) return;
    room.update((state) => ({
      ...state,
      paused: isPaused ? [...state.paused, kind] : state.paused.filter((other) => other !== kind),
    }));
    if (isPaused) onPaused();
  }

  const unsubscribe = room.subscribe(keepUp);
  keepUp();
  return () => {
    unsubscribe();
    for (const kind of ['mic', 'cam'] as const) watched[kind].stop();
  };
}
