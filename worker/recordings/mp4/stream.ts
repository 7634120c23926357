import type { Piece } from './layout.ts';
import type { CopyPlan } from './plan.ts';

/** Reads a range of a stored object; null when it is not there, or not that long. */
export type ReadObject = (objectKey: string, offset: number, bytes: number) => Promise<Uint8Array | null>;

/** The Workers runtime opens 6 connections at once; more would only hold memory. */
const READS_AT_ONCE = 6;

/** The pieces that lie between two offsets of the file, in order. */
function piecesBetween(plan: CopyPlan, from: number, to: number): Piece[] {
  let low = 0;
  let high = plan.pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const piece = plan.pieces[middle];
    if (piece && piece.at + piece.bytes <= from) low = middle + 1;
    else high = middle;
  }
  const found: Piece[] = [];
  for (let i = low; i < plan.pieces.length; i++) {
    const piece = plan.pieces[i];
    if (!piece || piece.at >= to) break;
    found.push(piece);
  }
  return found;
}

/**
 * Fills `into` with the bytes of the planned file that begin at `from`. Answers null when it is full, or the key of an
 * object that is not in the bucket any more.
 */
export async function readPlanned(
  plan: CopyPlan,
  from: number,
  into: Uint8Array,
  read: ReadObject,
): Promise<string | null> {
  const to = from + into.length;
  const stored: { objectKey: string; offset: number; start: number; length: number }[] = [];
  for (const { at, bytes: size, from: source } of piecesBetween(plan, from, to)) {
    const start = Math.max(at, from);
    const length = Math.min(at + size, to) - start;
    if ('data' in source) into.set(source.data.subarray(start - at, start - at + length), start - from);
    else stored.push({ objectKey: source.objectKey, offset: source.offset + start - at, start, length });
  }
  for (let i = 0; i < stored.length; i += READS_AT_ONCE) {
    const batch = stored.slice(i, i + READS_AT_ONCE);
    const chunks = await Promise.all(batch.map(({ objectKey, offset, length }) => read(objectKey, offset, length)));
    for (const [j, { objectKey, start }] of batch.entries()) {
      const chunk = chunks[j];
      if (!chunk) return objectKey;
      into.set(chunk, start - from);
    }
  }
  return null;
}
