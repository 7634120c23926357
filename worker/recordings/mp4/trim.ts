import type { Run } from './runs.ts';
import type { ReadPair, TrackRun } from './span.ts';

/**
 * The pairs without the samples that begin before `fromMs` of their segment, or at `untilMs` or later; the last one ends there.
 * What is left begins with a key frame: pictures before the next one could not be decoded any more.
 */
export function trimPairs(pairs: ReadPair[], fromMs: number, untilMs: number): ReadPair[] {
  if (fromMs <= 0 && untilMs === Infinity) return pairs;
  const times = new Map<number, number>();
  const cut = { fromMs, untilMs, times };
  return pairs.map(({ pair, runs }) => ({ pair, runs: runs.flatMap((one) => trimRun(one, cut)) }));
}

interface Cut {
  fromMs: number;
  untilMs: number;
  /** Where the next sample of each track begins, for runs that do not say so themselves; ticks. */
  times: Map<number, number>;
}

function trimRun({ run, track }: TrackRun, { fromMs, untilMs, times }: Cut): TrackRun[] {
  const [from, until] = [fromMs, untilMs].map((ms) => Math.round((ms * track.timescale) / 1000)) as [number, number];
  const durations = run.durations.slice();
  let at = run.decodeTime ?? times.get(track.id) ?? 0;
  let first = 0;
  const needsKey = track.kind === 'video' && at < from;
  const mayBegin = (sample: number) => !needsKey || run.keys[sample] === 1;
  for (; first < durations.length && (at < from || !mayBegin(first)); first++) at += durations[first] ?? 0;
  const decodeTime = at;
  let end = first;
  for (; end < durations.length && at < until; end++) {
    const duration = Math.min(durations[end] ?? 0, until - at);
    durations[end] = duration;
    at += duration;
  }
  times.set(track.id, end < durations.length ? until : at);
  return first === end ? [] : [{ track, run: part({ ...run, durations, decodeTime }, first, end) }];
}

const part = (run: Run, first: number, end: number): Run => ({
  ...run,
  at: run.at + run.sizes.subarray(0, first).reduce((sum, size) => sum + size, 0),
  durations: run.durations.subarray(first, end),
  sizes: run.sizes.subarray(first, end),
  shifts: run.shifts.subarray(first, end),
  keys: run.keys.subarray(first, end),
});
