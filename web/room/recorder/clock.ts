import type { ClockMessage } from './messages.ts';
import { SAMPLE_RATE } from './sound.ts';

/** How long one reading of the clocks' distance counts, ms. Long enough to hold a prompt message even on a busy machine. */
const WINDOW = 400;
/** Pictures run at most this far ahead of the sound, ms: when the sound stalls, the picture waits for it. */
const AHEAD_MAX = 200;
/** A distance that has grown by more than this, ms: the sound has stood still, at once or bit by bit, or its clock runs slow. */
const SLIP = 25;
/** What is longer, ms, is no busy computer's: apart.ts tells of it. */
const FILL_MAX = 5_000;
/** So far the sound is ahead of or behind its time, ms, for it is mixed a little at a time. */
const PROMPT = 10;

/** The recording's one clock: mixed frames of sound. Pictures, taken by the machine's clock, are placed on it. */
export interface MediaClock {
  /**
   * So much sound there was at `now` (performance.now(), ms). Returns how much is missing because the sound stood still, ms, to be filled with
   * silence; negative: so much of what was asked for before was not missing, only noticed late. 0: all is well.
   */
  heard(sound: Pick<ClockMessage, 'frames' | 'filled'>, now: number): number;
  /** Of what is missing, what was not filled yet, ms. */
  owed(): number;
  /** Its first frame is known to be of `at` (performance.now(), ms): what stood still before anything was noticed is missing, too. */
  began(at: number): void;
  /** The recording's time at `now`, seconds; null before any sound. */
  at(now: number): number | null;
}

/**
 * Sound is never mixed early, only late: the smallest distance between the two clocks seen lately is the true one.
 * Two windows are kept, so that after a hiccup of the sound the old distance is forgotten within 0.8 s.
 */
export function openMediaClock(): MediaClock {
  let heardMs = 0;
  /** Between the clocks as pictures are placed by it, and of what was mixed, without what was filled. ms */
  const [distance, mixed] = [openLeast(), openLeast()];
  /** What that of the mixed is as long as nothing is missing. */
  let base = Infinity;
  let asked = 0;
  let filledMs = 0;
  let windowEnds = 0;

  function judge(): number {
    const net = mixed.least() - asked;
    const late = net - base;
    const isEarly = asked > 0 && late < -SLIP;
    const isMissing = late > SLIP && late <= FILL_MAX;
    const missing = isMissing ? late : isEarly ? -Math.min(asked, -late) : 0;
    // While there is something to take back, what is noticed a little early is that, and no better reading.
    if (asked === 0 || isEarly) base = Math.min(base, net - missing);
    asked += missing;
    return missing;
  }

  return {
    heard({ frames, filled }, now) {
      heardMs = (frames / SAMPLE_RATE) * 1000;
      filledMs = (filled / SAMPLE_RATE) * 1000;
      let missing = 0;
      if (now >= windowEnds) {
        if (mixed.isKnown()) missing = judge();
        distance.turn();
        mixed.turn();
        windowEnds = now + WINDOW;
      }
      distance.see(now - heardMs);
      mixed.see(now - heardMs + filledMs);
      return missing;
    },
    owed: () => asked - filledMs,
    began: (at) => void (base = Math.min(base, at + PROMPT)),
    at(now) {
      const least = distance.least();
      if (least === Infinity) return null;
      return Math.max(0, Math.min(now - least, heardMs + AHEAD_MAX)) / 1000;
    },
  };
}

/** The least that was seen in this window and the one before: in one of them a busy page may have read every message late. */
function openLeast() {
  let [previous, current] = [Infinity, Infinity];
  return {
    see: (value: number) => void (current = Math.min(current, value)),
    turn: () => void ([previous, current] = [current, Infinity]),
    least: () => Math.min(previous, current),
    /** Something was seen in this window. */
    isKnown: () => current < Infinity,
  };
}
