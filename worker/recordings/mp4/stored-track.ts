import { boxAt, boxesOf, findBox, fragmentBad, readI32, readType, readU32, readU64, readVersion } from './box.ts';
import type { HeadTrack } from './head.ts';

/** One track of a file we finished. Its tables are read where they stand: an hour has 250,000 samples. */
export interface StoredTrack {
  head: HeadTrack;
  /** The track begins this late, in its ticks (elst). */
  lead: number;
  /** Contents of the stbl box. */
  stbl: Uint8Array;
}

/** Samples [first, first + count) of a track, one after the other from `at` in the file. */
export interface StoredChunk {
  first: number;
  count: number;
  at: number;
}

const KINDS: Record<string, HeadTrack['kind']> = { vide: 'video', soun: 'audio' };

/** The tracks of a finished file, video first, from its first `indexLength` bytes. AppError `fragment_bad`. */
export function readStoredTracks(index: Uint8Array): StoredTrack[] {
  const moov = boxAt(index, 'moov').payload;
  const movieTimescale = readU32(boxAt(moov, 'mvhd').payload, 12);
  const tracks = boxesOf(moov, 'trak').map(({ payload: trak }) => {
    const head = headOf(trak);
    const lead = Math.round((emptyEdit(trak) * head.timescale) / movieTimescale);
    return { head, lead, stbl: boxAt(trak, 'mdia', 'minf', 'stbl').payload };
  });
  return tracks.sort((a, b) => Number(a.head.kind === 'audio') - Number(b.head.kind === 'audio'));
}

function headOf(trak: Uint8Array): HeadTrack {
  const mdhd = boxAt(trak, 'mdia', 'mdhd');
  const kind = KINDS[readType(boxAt(trak, 'mdia', 'hdlr').payload, 8)];
  if (!kind) throw fragmentBad('a track is neither video nor audio');
  const entry = boxAt(trak, 'mdia', 'minf', 'stbl', 'stsd').payload.subarray(8);
  const timescale = readU32(mdhd.payload, readVersion(mdhd) === 1 ? 20 : 12);
  if (timescale === 0) throw fragmentBad('a track has no timescale');
  const defaults = { duration: 0, size: 0, flags: 0 };
  return { id: 0, kind, timescale, entry, config: new Uint8Array(), defaults, trak };
}

/** Length of the empty edit a track begins with, in ticks of the movie (ISO/IEC 14496-12 8.6.6); our files have no other edits. */
function emptyEdit(trak: Uint8Array): number {
  const edts = findBox(trak, 'edts');
  const elst = edts && boxAt(edts.payload, 'elst').payload;
  return elst && readI32(elst, 12) === -1 ? readU32(elst, 8) : 0;
}

/** The first sample decoded at `ticks` or later, by its number from 0; all there are when none is (stts, 8.6.1). */
export function sampleFrom({ stbl }: StoredTrack, ticks: number): number {
  const stts = boxAt(stbl, 'stts').payload;
  let [sample, at] = [0, 0];
  for (let i = 0; i < readU32(stts, 4); i++) {
    const [count, each] = [readU32(stts, 8 + i * 8), readU32(stts, 12 + i * 8)];
    const before = ticks <= at ? 0 : each === 0 ? count : Math.ceil((ticks - at) / each);
    if (before < count) return sample + before;
    sample += count;
    at += count * each;
  }
  return sample;
}

/** When a sample is decoded, ticks. */
export function startOf({ stbl }: StoredTrack, sample: number): number {
  const stts = boxAt(stbl, 'stts').payload;
  let [left, at] = [sample, 0];
  for (let i = 0; i < readU32(stts, 4) && left > 0; i++) {
    const count = Math.min(left, readU32(stts, 8 + i * 8));
    at += count * readU32(stts, 12 + i * 8);
    left -= count;
  }
  return at;
}

/** The last key sample not after `sample`; the first one when there is none before (stss, 8.6.2). Null without any. */
export function keyBefore({ stbl }: StoredTrack, sample: number): number | null {
  const stss = boxAt(stbl, 'stss').payload;
  const count = readU32(stss, 4);
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (readU32(stss, 8 + middle * 4) - 1 <= sample) low = middle + 1;
    else high = middle;
  }
  return count === 0 ? null : readU32(stss, 8 + Math.max(0, low - 1) * 4) - 1;
}

/** Is a sample a key: to be asked in their order. Of AAC every one is, and there is no stss. */
export function keyReader({ stbl }: StoredTrack): (sample: number) => boolean {
  const stss = findBox(stbl, 'stss')?.payload;
  if (!stss) return () => true;
  const count = readU32(stss, 4);
  let next = 0;
  return (sample) => {
    while (next < count && readU32(stss, 8 + next * 4) - 1 < sample) next += 1;
    return next < count && readU32(stss, 8 + next * 4) - 1 === sample;
  };
}

/** What stts and ctts say, sample by sample from `first`: durations and shifts. */
export function* timesFrom({ stbl }: StoredTrack, first: number): Generator<{ duration: number; shift: number }> {
  const ctts = findBox(stbl, 'ctts')?.payload;
  const durations = valuesFrom(boxAt(stbl, 'stts').payload, first, readU32);
  const shifts = ctts && valuesFrom(ctts, first, readI32);
  for (const duration of durations) yield { duration, shift: shifts ? (shifts.next().value ?? 0) : 0 };
}

type Read = (bytes: Uint8Array, at: number) => number;

function* valuesFrom(runs: Uint8Array, first: number, read: Read): Generator<number, undefined> {
  let skip = first;
  for (let i = 0; i < readU32(runs, 4); i++) {
    const count = readU32(runs, 8 + i * 8);
    const value = read(runs, 12 + i * 8);
    for (let n = Math.min(skip, count); n < count; n++) yield value;
    skip = Math.max(0, skip - count);
  }
  return undefined;
}

/** The size of a sample, bytes (stsz, 8.7.3). */
export function sizeReader({ stbl }: StoredTrack): (sample: number) => number {
  const stsz = boxAt(stbl, 'stsz').payload;
  return (sample) => readU32(stsz, 12 + sample * 4);
}

/** The chunks of a track in the order of their samples (stsc, stco or co64, 8.7). */
export function* chunksIn({ stbl }: StoredTrack): Generator<StoredChunk> {
  const stsc = boxAt(stbl, 'stsc').payload;
  const stco = findBox(stbl, 'stco')?.payload;
  const offsets = stco ?? boxAt(stbl, 'co64').payload;
  let [entry, first] = [-1, 0];
  for (let i = 0; i < readU32(offsets, 4); i++) {
    if (entry + 1 < readU32(stsc, 4) && readU32(stsc, 8 + (entry + 1) * 12) === i + 1) entry += 1;
    const count = readU32(stsc, 12 + entry * 12);
    yield { first, count, at: stco ? readU32(stco, 8 + i * 4) : readU64(offsets, 8 + i * 8) };
    first += count;
  }
}
