import type { RecordingGap } from './http-recordings.ts';

type Cuts = readonly Pick<RecordingGap, 'fromMs' | 'cutMs'>[];

/**
 * Where a moment of the Session stands in a recording's file, ms. `sinceZero`: ms since its first frame. What was cut out before it
 * does not count, and what lies inside a cut stands where the cut is. `gaps` in the file's order.
 */
export function toFileTime(sinceZero: number, gaps: Cuts): number {
  return gaps.reduce((at, { fromMs, cutMs = 0 }) => (at > fromMs ? Math.max(fromMs, at - cutMs) : at), sinceZero);
}

/** The other way: ms since the first frame at which a moment of the file was seen. At a cut it is the moment before it. */
export function toSessionTime(atMs: number, gaps: Cuts): number {
  return gaps.reduce((since, { fromMs, cutMs = 0 }) => (atMs > fromMs ? since + cutMs : since), atMs);
}
