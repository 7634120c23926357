import type { Pair } from './fragment.ts';
import type { HeadTrack } from './head.ts';
import type { TrackKind } from '../track-sums.ts';
import { SampleTable } from './sample-table.ts';
import { silenceFor, silentRun } from './silence.ts';
import type { ReadPair, TrackRun } from './span.ts';

/** A stretch of the file at `at`, and where its bytes come from. */
export interface Piece {
  at: number;
  bytes: number;
  from: { objectKey: string; offset: number } | { data: Uint8Array };
  /** Whose packets these bytes are; null: nobody's. */
  track: TrackKind | null;
}

/** A stretch of the recording where nothing was recorded or nothing arrived; ms from the recording's start. */
export interface Gap {
  fromMs: number;
  toMs: number;
  /** 'handover': from one segment to the next. */
  why: 'lost' | 'handover';
}

/** A shorter hole is a late frame and not worth a word. ms. */
const GAP_MIN_MS = 500;
/** A picture or two between two gaps, as a busy computer begins, are no recording either: both are one. ms */
const BETWEEN_GAPS_MS = 200;

/** Bytes put before a key frame, by its place in the fragment. */
interface Insertion {
  at: number;
  data: Uint8Array;
}

/** Where a fragment lies in the bucket. */
export interface StoredFragment {
  objectKey: string;
  objectAt: number;
}

interface PairContent {
  runs: TrackRun[];
  insertions: Insertion[];
}

/** Lays fragments one after the other: fills the sample tables and notes which bytes to copy. */
export class Layout {
  readonly pieces: Piece[] = [];
  readonly gaps: Gap[] = [];
  dataBytes = 0;
  private readonly byKind = new Map<HeadTrack['kind'], SampleTable>();
  private readonly inBand: boolean;
  private readonly fromZero: boolean;
  private atJoint = false;

  /**
   * `inBand`: every key frame brings its SPS and PPS. Chrome refuses a second sample entry, and two encoders need two.
   * `fromZero`: what begins late has silence before it, or its first picture, which every editor keeps; an edit list some do not.
   */
  constructor({ inBand, fromZero }: { inBand: boolean; fromZero: boolean }) {
    this.inBand = inBand;
    this.fromZero = fromZero;
  }

  /** Video first. */
  get tables(): SampleTable[] {
    return [...this.byKind.values()].sort((a, b) => Number(a.head.kind === 'audio') - Number(b.head.kind === 'audio'));
  }

  get endMs(): number {
    return Math.max(0, ...this.tables.map((table) => (table.end / table.head.timescale) * 1000));
  }

  /** What comes from now on is another recorder's. */
  beginSegment(): void {
    this.atJoint = true;
  }

  /** `originMs`: where the zero of the fragment's own clock lies in the file. */
  addFragment(stored: StoredFragment, pairs: ReadPair[], originMs: number): void {
    for (const { pair, runs } of pairs) {
      for (const trackRun of runs) this.fillWithSilence(trackRun, originMs);
      const insertions = this.inBand ? keyFrames(runs) : [];
      for (const trackRun of runs) this.addRun(trackRun, pair, insertions, originMs);
      this.copy(stored, pair, { runs, insertions });
    }
  }

  /** The last picture stands as long as there is sound: what came last may have been sound alone. */
  holdLastPicture(): void {
    const video = this.byKind.get('video');
    if (!video || video.sizes.length === 0) return;
    video.beginAt(Math.max(video.end, Math.round((this.endMs / 1000) * video.head.timescale)));
  }

  private addRun({ run, track }: TrackRun, pair: Pair, insertions: Insertion[], originMs: number): void {
    const table = this.tableFor(track);
    if (!table) return;
    const scale = table.head.timescale / track.timescale;
    if (run.decodeTime !== null) {
      const begin = beginOf(run.decodeTime * scale, table, originMs);
      this.noteGap(table, begin);
      table.beginAt(begin);
    }
    const inserted = insertions.filter(({ at }) => at < run.at).reduce((sum, { data }) => sum + data.length, 0);
    const prefix = this.inBand && track.kind === 'video' ? track.config.length : 0;
    table.addRun(run, this.dataBytes + run.at - pair.dataAt + inserted, prefix, scale);
  }

  /** Before the bytes of the pair themselves: their offsets count from what is there by then. */
  private fillWithSilence({ run, track }: TrackRun, originMs: number): void {
    const table = this.tableFor(track);
    if (!table || run.decodeTime === null || (table.sizes.length === 0 && !this.fromZero)) return;
    const begin = beginOf((run.decodeTime * table.head.timescale) / track.timescale, table, originMs);
    const silence = silenceFor(table.head, begin - table.end);
    if (!silence) return;
    table.addRun(silentRun(silence), this.dataBytes, 0, 1);
    for (const data of silence.pieces) this.push({ bytes: data.length, from: { data }, track: track.kind });
  }

  /** One sample entry a track: audio of another configuration could not be decoded by it, and stays silent. */
  private tableFor(track: HeadTrack): SampleTable | null {
    const table = this.byKind.get(track.kind) ?? new SampleTable(track, this.fromZero && track.kind === 'video');
    this.byKind.set(track.kind, table);
    return track.kind === 'video' || sameBytes(table.head.config, track.config) ? table : null;
  }

  private noteGap(table: SampleTable, begin: number): void {
    if (table.head.kind !== 'video' || table.sizes.length === 0) return;
    const inMs = (ticks: number) => Math.round((ticks / table.head.timescale) * 1000);
    const why = this.atJoint ? 'handover' : 'lost';
    this.atJoint = false;
    const gap: Gap = { fromMs: inMs(table.end), toMs: inMs(begin), why };
    if (gap.toMs - gap.fromMs < GAP_MIN_MS) return;
    const last = this.gaps.at(-1);
    if (last && gap.fromMs - last.toMs < BETWEEN_GAPS_MS) last.toMs = gap.toMs;
    else this.gaps.push(gap);
  }

  /** All bytes of the pair in their order, cut where another track's packets begin and where something is put in. */
  private copy(stored: StoredFragment, pair: Pair, { runs, insertions }: PairContent): void {
    let offset = pair.dataAt;
    const copyTo = (end: number, track: TrackKind | null) => {
      const from = { objectKey: stored.objectKey, offset: stored.objectAt + offset };
      if (end > offset) this.push({ bytes: end - offset, from, track });
      offset = Math.max(offset, end);
    };
    for (const { run, track } of runs.toSorted((a, b) => a.run.at - b.run.at)) {
      const end = run.at + bytesOf(run);
      const kind = this.tableFor(track) ? track.kind : null;
      copyTo(run.at, null);
      for (const { at, data } of insertions) {
        if (at < run.at || at >= end || kind !== 'video') continue;
        copyTo(at, kind);
        this.push({ bytes: data.length, from: { data }, track: kind });
      }
      copyTo(end, kind);
    }
    copyTo(pair.dataAt + pair.dataBytes, null);
  }

  private push(piece: Omit<Piece, 'at'>): void {
    this.pieces.push({ at: this.dataBytes, ...piece });
    this.dataBytes += piece.bytes;
  }
}

/** Where in the file, in ticks of its table, something begins. */
const beginOf = (ticks: number, { head }: SampleTable, originMs: number): number =>
  Math.round(ticks + (originMs * head.timescale) / 1000);

function keyFrames(runs: TrackRun[]): Insertion[] {
  const found: Insertion[] = [];
  for (const { run, track } of runs) {
    if (track.kind !== 'video') continue;
    let at = run.at;
    run.sizes.forEach((size, i) => {
      if (run.keys[i] === 1) found.push({ at, data: track.config });
      at += size;
    });
  }
  return found.sort((a, b) => a.at - b.at);
}

const bytesOf = ({ sizes }: TrackRun['run']) => sizes.reduce((sum, size) => sum + size, 0);
const sameBytes = (a: Uint8Array, b: Uint8Array) => a.length === b.length && a.every((byte, i) => byte === b[i]);
