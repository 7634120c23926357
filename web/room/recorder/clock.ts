import { SAMPLE_RATE } from './sound.ts';

/** How long one reading of the clocks' distance counts, ms. Long enough to hold a prompt message even on a busy machine. */
const WINDOW = 400;
/** Pictures run at most this far ahead of the sound, ms: when the sound stalls, the picture waits for it. */
const AHEAD_MAX = 200;
/** A distance that has grown by more than this, ms, beyond what clocks drift: the sound has stood still, at once or bit by bit. */
const SLIP = 25;
/** What the clock of a cheap sound card loses in a window, ms: 200 parts in a million. */
const DRIFT = (WINDOW * 200) / 1_000_000;

/** The recording's one clock: mixed frames of sound. Pictures, taken by the machine's clock, are placed on it. */
export interface MediaClock {
  /** `frames` frames of sound were mixed in all, noticed at `now` (performance.now(), ms). Returns whether the sound had stood still. */
  heard(frames: number, now: number): boolean;
  /** The recording's time at `now`, seconds; null before any sound. */
  at(now: number): number | null;
}

/**
 * A message is never early, only late: the smallest distance between the two clocks seen lately is the true one.
 * Two windows are kept, so that after a hiccup of the sound the old distance is forgotten within 0.8 s.
 */
export function openMediaClock(): MediaClock {
  let heardMs = 0;
  let previous = Infinity;
  let current = Infinity;
  /** Since when the sound has not stood still: the distance then, drifting along. */
  let base = Infinity;
  let windowEnds = 0;
  return {
    heard(frames, now) {
      heardMs = (frames / SAMPLE_RATE) * 1000;
      let slipped = false;
      if (now >= windowEnds) {
        // Of two windows: in one of them a busy page may have read every message late.
        const distance = Math.min(previous, current);
        slipped = current < Infinity && distance - base > SLIP;
        base = slipped ? distance : Math.min(distance, base + DRIFT);
        previous = current;
        current = Infinity;
        windowEnds = now + WINDOW;
      }
      current = Math.min(current, now - heardMs);
      return slipped;
    },
    at(now) {
      const distance = Math.min(previous, current);
      if (distance === Infinity) return null;
      return Math.max(0, Math.min(now - distance, heardMs + AHEAD_MAX)) / 1000;
    },
  };
}
