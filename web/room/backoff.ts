/** First wait at most this long, ms: a deploy drops every socket at once, so even the first try is spread out. */
const FIRST = 400;
/** Longest wait, ms: well under the 30 s a seat is kept (wire/limits.ts SEAT_GRACE). */
const LONGEST = 3_000;

/** How long to wait before try number `attempt` (0 is the first), ms: grows by two, anywhere in its upper three quarters. */
export function backoff(attempt: number, random: () => number = Math.random): number {
  const ceiling = Math.min(LONGEST, FIRST * 2 ** Math.min(attempt, 16));
  return Math.round(ceiling * (0.25 + 0.75 * random()));
}
