import type { TrackKind } from '../track-sums.ts';
import type { Box } from './box.ts';
import { boxAt, boxesOf, findBox, fragmentBad, readType, readU32, readU64 } from './box.ts';

/** Packets of one track that lie one after the other in a finished file; bytes. */
export interface Chunk {
  track: TrackKind;
  at: number;
  bytes: number;
}

/** Where a finished file says its packets are. */
export interface FileIndex {
  /** By their place in the file. */
  chunks: Chunk[];
  /** How many packets each track has. */
  samples: Record<TrackKind, number>;
}

const KINDS: Record<string, TrackKind> = { vide: 'video', soun: 'audio' };
const BOX_HEADER = 8;

/** Length of everything before the media data, from the first bytes of a file; they must reach into the header of its moov. */
export function indexLength(start: Uint8Array): number {
  const moovAt = readU32(start, 0);
  if (readType(start, moovAt + 4) !== 'moov') throw fragmentBad('the index does not come first');
  return moovAt + readU32(start, moovAt);
}

/** Reads the index of a finished file: its first `indexLength` bytes. AppError `fragment_bad` when it is none. */
export function readIndex(bytes: Uint8Array): FileIndex {
  const moov = bytes.subarray(readU32(bytes, 0) + BOX_HEADER);
  const samples = { video: 0, audio: 0 };
  const chunks = boxesOf(moov, 'trak').flatMap(({ payload }) => {
    const mdia = boxAt(payload, 'mdia').payload;
    const track = KINDS[readType(boxAt(mdia, 'hdlr').payload, 8)];
    if (!track) throw fragmentBad('a track is neither video nor audio');
    const stbl = boxAt(mdia, 'minf', 'stbl').payload;
    samples[track] = readU32(boxAt(stbl, 'stsz').payload, 8);
    return chunksOf(stbl, track);
  });
  return { chunks: chunks.sort((a, b) => a.at - b.at), samples };
}

/** stsc, stsz and stco or co64 together (ISO/IEC 14496-12 8.7). */
function chunksOf(stbl: Uint8Array, track: TrackKind): Chunk[] {
  const stsc = boxAt(stbl, 'stsc').payload;
  const stsz = boxAt(stbl, 'stsz').payload;
  const offsets = offsetsOf(stbl);
  const chunks: Chunk[] = [];
  let entry = -1;
  let sample = 0;
  for (const [i, at] of offsets.entries()) {
    if (entry + 1 < readU32(stsc, 4) && readU32(stsc, 8 + (entry + 1) * 12) === i + 1) entry += 1;
    const count = readU32(stsc, 12 + entry * 12);
    let bytes = 0;
    for (let last = sample + count; sample < last; sample++) bytes += readU32(stsz, 12 + sample * 4);
    chunks.push({ track, at, bytes });
  }
  return chunks;
}

function offsetsOf(stbl: Uint8Array): number[] {
  const short = findBox(stbl, 'stco');
  const read = (box: Box, one: (at: number) => number) =>
    Array.from({ length: readU32(box.payload, 4) }, (_, i) => one(i));
  if (short) return read(short, (i) => readU32(short.payload, 8 + i * 4));
  const long = boxAt(stbl, 'co64');
  return read(long, (i) => readU64(long.payload, 8 + i * 8));
}
