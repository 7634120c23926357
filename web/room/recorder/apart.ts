import { SAMPLE_RATE } from './sound.ts';

/**
 * The sound's clock and the computer's may come apart by this much, ms, besides what is filled (clock.ts): a sleep does it at once,
 * and a sound card in hours whose crystal is fast.
 */
const SLEEP_MIN = 1_000;
const CRYSTAL_MAX = 200;
/** So long the clocks are compared before it is judged, ms: some word of the sound is prompt in it, however busy the page is. */
const [SLEEP_WINDOW, CRYSTAL_WINDOW] = [600, 2_000];
/** The Room's time of the beginning may move by this much, ms, when it is better known. More: this page's clock stood still. */
const SLEPT = 1_000;
const LOOK_EVERY = 1_000;

/** Told once up to where, ms from the beginning, what is recorded is at its time. */
export type OnApart = (goodMs: number) => void;

/** Told how many frames of sound there are at `now` (performance.now(), ms). */
export type Hears = (frames: number, now: number) => void;

/** Says when this computer slept. */
export const watchSleep = (onApart: OnApart): Hears => watchApart(SLEEP_MIN, SLEEP_WINDOW, onApart);

/** Says when the sound does not belong to its time any more, for whatever reason. */
export const watchCrystal = (onApart: OnApart): Hears => watchApart(CRYSTAL_MAX, CRYSTAL_WINDOW, onApart);

function watchApart(most: number, window: number, onApart: OnApart): Hears {
  let first = Infinity;
  let least = Infinity;
  let windowEnds = -Infinity;
  let told = false;
  /** How much sound there was at the last word that was not late, ms. */
  let goodMs = 0;
  return (frames, now) => {
    if (now >= windowEnds) {
      if (first === Infinity) first = least;
      else if (Math.abs(least - first) > most && !told) {
        told = true;
        onApart(goodMs);
      }
      least = Infinity;
      windowEnds = now + window;
    }
    const heardMs = (frames / SAMPLE_RATE) * 1_000;
    least = Math.min(least, now - heardMs);
    if (first === Infinity || Math.abs(now - heardMs - first) <= most) goodMs = heardMs;
  };
}

/** Some browsers' own clock stands still in a sleep, as the sound does: only the Room's tells of it, by `askedAt` (ports.ts). Returns how to stop. */
export function watchSlept(askedAt: () => number, onApart: OnApart): () => void {
  const began = performance.now();
  let first: number | null = null;
  let goodMs = 0;
  const looking = setInterval(() => {
    first ??= askedAt();
    if (Math.abs(askedAt() - first) > SLEPT) onApart(goodMs);
    else goodMs = performance.now() - began;
  }, LOOK_EVERY);
  return () => clearInterval(looking);
}
