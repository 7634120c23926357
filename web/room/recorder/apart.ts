import { SAMPLE_RATE } from './sound.ts';

/** The sound's clock and the computer's may come apart by this much, ms: what a sleep does at once, and cheap crystals in hours. */
const APART_MAX = 200;
/** So long the clocks are compared before it is judged, ms: some word of the sound is prompt in it, however busy the page is. */
const WINDOW = 2_000;

/** Told how many frames of sound there are at `now` (performance.now(), ms), says once that they do not belong to this time any more. */
export function watchApart(onApart: () => void): (frames: number, now: number) => void {
  let first = Infinity;
  let least = Infinity;
  let windowEnds = -Infinity;
  let told = false;
  return (frames, now) => {
    if (now >= windowEnds) {
      if (first === Infinity) first = least;
      else if (Math.abs(least - first) > APART_MAX && !told) {
        told = true;
        onApart();
      }
      least = Infinity;
      windowEnds = now + WINDOW;
    }
    least = Math.min(least, now - (frames / SAMPLE_RATE) * 1_000);
  };
}
