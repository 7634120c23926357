import type { RecordingGap } from '../../../wire/http.ts';
import type { Shown } from './read-file.ts';

/** A stretch of the meeting, UTC ms. */
export interface Stretch {
  from: number;
  to: number;
}

/** A stretch of the meeting that no picture shows: what the last one before says and the first one after, and where those are in the file. */
export interface Hole extends Stretch {
  /** ms in the file. */
  fromAt: number;
  toAt: number;
}

/** A clock that jumps by less is one that a busy machine drew late; the gap map names holes from 500 ms on. ms */
const HOLE_MIN = 700;

export interface Scene {
  shown: Shown[];
  gaps: RecordingGap[];
  /** The instant of the file's zero as the product says it, UTC ms. */
  zeroAt: number;
  /** In which nobody could record, or this person could not be seen. */
  cut: Stretch | null;
  /** The meeting's end, UTC ms. */
  endedAt: number;
}

export interface Judgement {
  holes: Hole[];
  /** Of the meeting beyond the cut itself. ms */
  lostMs: number;
  /** From the last picture before the worst hole to the first after it. ms */
  holeMs: number;
  /** How far the gap map's worst edge is from what the clocks in the pictures say. ms */
  gapErrorMs: number;
  /** How far the file's beginning is from the instant that the product believes. ms */
  zeroErrorMs: number;
}

/** What a picture shows of the time: its freshest clock, that of whoever recorded it. With `person`: theirs. */
const timeOf = ({ clocks }: Shown, person?: number): number | undefined => {
  const told = person === undefined ? Object.values(clocks) : [clocks[person] ?? NaN];
  const newest = Math.max(...told);
  return Number.isFinite(newest) ? newest : undefined;
};

/** The stretches that no picture shows. */
export function holesIn(shown: readonly Shown[], person?: number): Hole[] {
  const holes: Hole[] = [];
  let last: { time: number; at: number } | null = null;
  for (const picture of shown) {
    const time = timeOf(picture, person);
    if (time === undefined || (last && time < last.time)) continue;
    if (last && time - last.time >= HOLE_MIN) {
      holes.push({ from: last.time, to: time, fromAt: last.at, toAt: picture.at });
    }
    if (!last || time > last.time) last = { time, at: picture.at };
  }
  return holes;
}

/** Compares what the pictures show with what the product says of them. */
export function judge({ shown, gaps, zeroAt, cut, endedAt }: Scene): Judgement {
  const holes = holesIn(shown);
  const zero = zeroOf(shown, holes);
  const last = Math.max(...shown.map((picture) => timeOf(picture) ?? 0));
  const missing = [...holes, { from: last, to: Math.max(last, endedAt) }];
  const lostMs = missing.reduce((sum, hole) => sum + hole.to - hole.from - shared(hole, cut), 0);
  return {
    holes,
    lostMs,
    holeMs: Math.max(0, ...holes.map(({ from, to }) => to - from)),
    gapErrorMs: gapError(holes, gaps, zero),
    zeroErrorMs: Math.abs(zeroAt - zero),
  };
}

export const shared = ({ from, to }: Stretch, cut: Stretch | null): number =>
  cut ? Math.max(0, Math.min(to, cut.to) - Math.max(from, cut.from)) : 0;

/** The instant of the file's zero as the pictures before the first hole show it (their median), UTC ms. */
export function zeroOf(shown: readonly Shown[], holes: readonly Hole[]): number {
  const before = shown.filter(({ at }) => at <= (holes[0]?.fromAt ?? Infinity));
  const zeros = before.flatMap((picture) => {
    const time = timeOf(picture);
    return time === undefined ? [] : [time - picture.at];
  });
  return zeros.sort((a, b) => a - b)[Math.floor(zeros.length / 2)] ?? NaN;
}

/** The worst edge of all gaps and holes; one that has no counterpart is wrong by its whole length. ms */
function gapError(holes: readonly Hole[], gaps: readonly RecordingGap[], zero: number): number {
  const real = holes.map(({ from, to }) => ({ fromMs: from - zero, toMs: to - zero }));
  const meet = (a: { fromMs: number; toMs: number }, b: typeof a) => a.fromMs < b.toMs && b.fromMs < a.toMs;
  const errors = gaps.map((gap) => {
    const hole = real.find((one) => meet(one, gap));
    return hole ? Math.max(Math.abs(hole.fromMs - gap.fromMs), Math.abs(hole.toMs - gap.toMs)) : gap.toMs - gap.fromMs;
  });
  const unnamed = real.filter((hole) => !gaps.some((gap) => meet(hole, gap))).map(({ fromMs, toMs }) => toMs - fromMs);
  return Math.max(0, ...errors, ...unnamed);
}
