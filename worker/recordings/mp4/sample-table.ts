import { NumberColumn, RunLengthColumn } from './columns.ts';
import type { HeadTrack } from './head.ts';
import type { Run } from './runs.ts';

/** stts holds 32 bits a sample. */
const DURATION_MAX = 2 ** 32 - 1;

/** Samples that lie one after the other. */
type Samples = Pick<Run, 'sizes' | 'durations' | 'shifts' | 'keys'>;

/** Everything stbl will say about one track of the finished file. Times in ticks of the track's timescale. */
export class SampleTable {
  readonly sizes = new NumberColumn();
  readonly durations = new RunLengthColumn();
  readonly shifts = new RunLengthColumn();
  /** Numbers of the samples to which one can seek, from 1. */
  readonly keys = new NumberColumn();
  readonly chunkSamples = new NumberColumn();
  /** Offsets from the first byte of the file's media data. */
  readonly chunkAt: number[] = [];
  /** The track begins this late. */
  lead = 0;
  /** The track ends here, lead included. */
  end = 0;
  readonly head: HeadTrack;
  private readonly fromZero: boolean;
  /** The first sample is to be so much longer. */
  private early = 0;

  /** `fromZero`: a track that begins late shows its first sample from the beginning, instead of an edit list that says so. */
  constructor(head: HeadTrack, fromZero = false) {
    this.head = head;
    this.fromZero = fromZero;
  }

  /** Lets the next sample begin at `ticks`: the sample before is stretched, or shortened down to one tick. */
  beginAt(ticks: number): void {
    const last = this.durations.last;
    if (last === null && this.fromZero) {
      this.early = Math.max(0, ticks);
      return;
    }
    if (last === null) {
      this.lead = Math.max(0, ticks);
      this.end = this.lead;
      return;
    }
    const wanted = last + (ticks - this.end);
    const duration = Math.min(Math.max(wanted, 1), DURATION_MAX);
    this.durations.replaceLast(duration);
    this.end += duration - last;
  }

  /** Adds a run that lies at `at`; key samples have `prefixBytes` more than they had. `scale` turns its ticks into ours. */
  addRun(run: Samples, at: number, prefixBytes: number, scale: number): void {
    this.chunkAt.push(at);
    this.chunkSamples.push(run.sizes.length);
    for (let i = 0; i < run.sizes.length; i++) {
      const key = run.keys[i] === 1;
      const duration = Math.min(Math.round((run.durations[i] ?? 0) * scale) + this.early, DURATION_MAX);
      this.early = 0;
      this.sizes.push((run.sizes[i] ?? 0) + (key ? prefixBytes : 0));
      this.durations.push(duration);
      this.shifts.push(Math.round((run.shifts[i] ?? 0) * scale));
      if (key) this.keys.push(this.sizes.length);
      this.end += duration;
    }
  }
}
