import type { Run } from './runs.ts';
import type { SampleTable } from './sample-table.ts';
import type { StoredTrack } from './stored-track.ts';
import { chunksIn, keyReader, sizeReader, timesFrom } from './stored-track.ts';

/** Bytes of a finished file. */
export interface FileRange {
  offset: number;
  length: number;
}

/** Samples [first, end) of a track, for the table of a file that is to hold them. */
export interface Stretch {
  track: StoredTrack;
  first: number;
  end: number;
  table: SampleTable;
}

/** What one chunk has of a stretch. */
export interface Portion extends FileRange {
  table: SampleTable;
  run: Run;
}

/** A stretch by its chunks, in their order. */
export function* portionsOf({ track, first, end, table }: Stretch): Generator<Portion> {
  const [sizeOf, isKey, times] = [sizeReader(track), keyReader(track), timesFrom(track, first)];
  for (const chunk of chunksIn(track)) {
    const from = Math.max(chunk.first, first);
    const to = Math.min(chunk.first + chunk.count, end);
    if (from >= to) continue;
    let offset = chunk.at;
    for (let sample = chunk.first; sample < from; sample++) offset += sizeOf(sample);
    const run = emptyRun(to - from);
    let length = 0;
    for (let i = 0; i < to - from; i++) {
      const { duration = 0, shift = 0 } = times.next().value ?? {};
      const size = sizeOf(from + i);
      run.sizes[i] = size;
      run.durations[i] = duration;
      run.shifts[i] = shift;
      run.keys[i] = isKey(from + i) ? 1 : 0;
      length += size;
    }
    yield { offset, length, table, run };
  }
}

const emptyRun = (count: number): Run => ({
  trackId: 0,
  decodeTime: null,
  at: 0,
  durations: new Uint32Array(count),
  sizes: new Uint32Array(count),
  shifts: new Int32Array(count),
  keys: new Uint8Array(count),
});

/** Ranges in the order of the file, those that touch made one. What lies between them is not the clip's, and stays out of it. */
export function joined(ranges: FileRange[]): FileRange[] {
  const whole: FileRange[] = [];
  for (const { offset, length } of ranges) {
    const last = whole.at(-1);
    if (last && last.offset + last.length === offset) last.length += length;
    else whole.push({ offset, length });
  }
  return whole;
}
