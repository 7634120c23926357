/** A line may be marked this much before its moment: a seek to it lands a frame short. ms */
const EARLY = 250;

interface Timed {
  /** ms in the file. */
  atMs: number;
}

/** Index of the line that belongs to a moment: the last that has begun, -1 before the first. `lines` by time. */
export function currentLine(lines: readonly Timed[], ms: number): number {
  return lines.findLastIndex(({ atMs }) => atMs <= ms + EARLY);
}

interface Stay {
  fromMs: number;
  /** null: to the end. */
  toMs: number | null;
}

/** Indexes of those who were in at a moment. */
export function presentAt(stays: readonly Stay[], ms: number): number[] {
  return stays.flatMap(({ fromMs, toMs }, index) =>
    fromMs <= ms + EARLY && (toMs === null || ms < toMs) ? [index] : [],
  );
}
