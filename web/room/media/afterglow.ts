import type { TrackKind } from '../../../wire/words.ts';
import type { MediaEvents } from './client.ts';

/** A track that ends is shown this much longer, ms: in a moment the same one comes again over a new transport. */
const GLOWS_FOR = 2_500;

type Key = `${number}:${TrackKind}`;

export interface Afterglow {
  show: (n: number, kind: TrackKind, track: MediaStreamTrack | null) => void;
  /** All that is shown was followed on a transport that is gone. */
  fade: () => void;
  /** Nothing is shown any more, at once. */
  clear: () => void;
}

/**
 * Keeps the last picture while a transport is replaced, one's own or the other's, so that nobody's tile blinks. Whoever turns
 * their camera off or leaves is hidden by what the Room says of them, not by this.
 */
export function createAfterglow(onTrack: MediaEvents['onTrack']): Afterglow {
  const shown = new Set<Key>();
  const fading = new Map<Key, ReturnType<typeof setTimeout>>();

  function end(key: Key): void {
    clearTimeout(fading.get(key));
    fading.delete(key);
    if (!shown.delete(key)) return;
    const [n, kind] = key.split(':') as [string, TrackKind];
    onTrack(Number(n), kind, null);
  }
  function fadeOne(key: Key): void {
    if (shown.has(key) && !fading.has(key)) fading.set(key, setTimeout(end, GLOWS_FOR, key));
  }
  return {
    show(n, kind, track) {
      const key: Key = `${n}:${kind}`;
      if (!track) return fadeOne(key);
      clearTimeout(fading.get(key));
      fading.delete(key);
      shown.add(key);
      onTrack(n, kind, track);
    },
    fade: () => shown.forEach(fadeOne),
    clear: () => shown.forEach(end),
  };
}
