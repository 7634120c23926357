import { boxesIn, fragmentBad, readU32 } from './box.ts';
import { readRuns } from './runs.ts';

/** One moof with the mdat behind it. Offsets count from the first byte of the fragment. */
export interface Pair {
  /** Contents of the moof box, as they came. */
  moof: Uint8Array;
  moofAt: number;
  dataAt: number;
  dataBytes: number;
}

/** A Durable Object row holds 2 MB; a second of media needs about 1 kB. Bytes. */
export const TABLE_MAX_BYTES = 1024 * 1024;
/** Boxes that may stand beside moof and mdat and say nothing we keep. */
const IGNORED = new Set(['styp', 'sidx', 'free', 'skip', 'emsg', 'prft', 'mfra']);
const PAIR_HEADER = 16;

/**
 * The table a fragment is kept by: for each pair where its bytes lie, then its moof as it came. Raw moofs, because a
 * fragment may land before its head, and only the head (trex) can say what the moof leaves out.
 * AppError `fragment_bad` when the bytes are not whole boxes of moof and mdat, or point outside themselves.
 */
export function makeTable(bytes: Uint8Array): Uint8Array {
  const pairs = pairsIn(bytes);
  const length = pairs.reduce((sum, pair) => sum + PAIR_HEADER + pair.moof.length, 0);
  if (length > TABLE_MAX_BYTES) throw fragmentBad('its sample table is too large');
  const table = new Uint8Array(length);
  const view = new DataView(table.buffer);
  let at = 0;
  for (const pair of pairs) {
    readRuns(pair, () => ({ duration: 0, size: 0, flags: 0 }));
    [pair.moofAt, pair.dataAt, pair.dataBytes, pair.moof.length].forEach((v, i) => view.setUint32(at + i * 4, v));
    table.set(pair.moof, at + PAIR_HEADER);
    at += PAIR_HEADER + pair.moof.length;
  }
  return table;
}

/** The pairs of a table made by `makeTable`. */
export function* readTable(table: Uint8Array): Generator<Pair> {
  let at = 0;
  while (at < table.length) {
    const end = at + PAIR_HEADER + readU32(table, at + 12);
    yield {
      moofAt: readU32(table, at),
      dataAt: readU32(table, at + 4),
      dataBytes: readU32(table, at + 8),
      moof: table.subarray(at + PAIR_HEADER, end),
    };
    at = end;
  }
}

function pairsIn(bytes: Uint8Array): Pair[] {
  const pairs: Pair[] = [];
  let waiting: { moof: Uint8Array; moofAt: number } | null = null;
  let known = 0;
  for (const box of boxesIn(bytes)) {
    if (box.type === 'moof') {
      if (waiting) throw fragmentBad('a moof has no mdat');
      waiting = { moof: box.payload, moofAt: box.start };
    } else if (box.type === 'mdat') {
      if (!waiting) throw fragmentBad('an mdat has no moof');
      pairs.push({ ...waiting, dataAt: box.end - box.payload.length, dataBytes: box.payload.length });
      waiting = null;
    } else if (!IGNORED.has(box.type)) throw fragmentBad('it holds a box that no fragment has');
    known += 1;
  }
  if (waiting || known === 0) throw fragmentBad('it ends before its mdat');
  return pairs;
}
