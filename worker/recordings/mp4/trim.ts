import type { Run } from './runs.ts';
import type { ReadPair, TrackRun } from './span.ts';

/** The pairs without the samples that begin at `untilMs` of their segment or later; the last one ends there. */
export function trimPairs(pairs: ReadPair[], untilMs: number): ReadPair[] {
  if (untilMs === Infinity) return pairs;
  const times = new Map<number, number>();
  return pairs.map(({ pair, runs }) => ({ pair, runs: runs.flatMap((one) => trimRun(one, untilMs, times)) }));
}

/** `times`: where the next sample of each track begins, for runs that do not say so themselves; ticks. */
function trimRun({ run, track }: TrackRun, untilMs: number, times: Map<number, number>): TrackRun[] {
  const until = Math.round((untilMs * track.timescale) / 1000);
  let at = run.decodeTime ?? times.get(track.id) ?? 0;
  let kept = 0;
  const durations = run.durations.slice();
  for (; kept < durations.length && at < until; kept++) {
    const duration = Math.min(durations[kept] ?? 0, until - at);
    durations[kept] = duration;
    at += duration;
  }
  times.set(track.id, kept < durations.length ? until : at);
  if (kept === 0) return [];
  return [{ track, run: firstOf({ ...run, durations }, kept) }];
}

const firstOf = (run: Run, count: number): Run => ({
  ...run,
  durations: run.durations.subarray(0, count),
  sizes: run.sizes.subarray(0, count),
  shifts: run.shifts.subarray(0, count),
  keys: run.keys.subarray(0, count),
});
