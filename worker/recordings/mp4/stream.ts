import type { TrackSums } from '../track-sums.ts';
import { addTo } from '../track-sums.ts';
import type { Piece } from './layout.ts';
import type { CopyPlan } from './plan.ts';

/** Reads a range of a stored object, into `memory` when it is large enough; null when it is not there, or not that long. */
export type ReadObject = (
  objectKey: string,
  range: { offset: number; length: number },
  memory: ArrayBuffer,
) => Promise<Uint8Array<ArrayBuffer> | null>;

/** One read brings at most this much: an object of pieces, which is a little over 8 MiB, comes in two. Bytes. */
export const WINDOW_BYTES = 4.75 * 1024 * 1024;
/** Between one fragment's packets and the next one's lies a moof of a few kB: reading it costs less than another read. Bytes. */
const SKIP_BYTES = 64 * 1024;

/** What was read of one object. */
interface Window {
  objectKey: string;
  offset: number;
  bytes: Uint8Array<ArrayBuffer>;
}

/** Gives the bytes of a planned file in order. */
export interface PlanReader {
  /**
   * Fills `into` with the bytes of the file that begin at `from`, and adds the packets among them to `sums`. Answers null when it
   * is full, or the key of an object that is not in the bucket any more.
   */
  fill(from: number, into: Uint8Array, sums: TrackSums): Promise<string | null>;
}

/** Reads each object in as few ranges as it takes, as long as the file is asked for in order. */
export function readInOrder(plan: CopyPlan, read: ReadObject): PlanReader {
  const nothing = (): Window => ({
    objectKey: '',
    offset: 0,
    bytes: new Uint8Array(new ArrayBuffer(WINDOW_BYTES), 0, 0),
  });
  let window = nothing();

  /** The stored bytes at `offset` of piece number `index`: as many as lie in the window, at most `most`. */
  async function stored(index: number, offset: number, most: number): Promise<Uint8Array | null> {
    const { from } = pieceAt(plan, index);
    if ('data' in from) throw new Error('Bytes of its own are not read.');
    const isIn = (one: Window) =>
      one.objectKey === from.objectKey && offset >= one.offset && offset < one.offset + one.bytes.length;
    if (!isIn(window)) {
      const { buffer } = window.bytes;
      window = { ...window, objectKey: '' };
      const range = { offset, length: windowEnd(plan, index, offset) - offset };
      const bytes = await read(from.objectKey, range, buffer);
      if (!bytes) return null;
      window = { objectKey: from.objectKey, offset, bytes };
    }
    const start = offset - window.offset;
    return window.bytes.subarray(start, start + most);
  }

  return {
    async fill(from, into, sums) {
      let at = from;
      const to = from + into.length;
      for (let index = firstPiece(plan, from); at < to;) {
        const piece = pieceAt(plan, index);
        const inPiece = at - piece.at;
        const most = Math.min(piece.bytes - inPiece, to - at);
        const chunk =
          'data' in piece.from
            ? piece.from.data.subarray(inPiece, inPiece + most)
            : await stored(index, piece.from.offset + inPiece, most);
        if (!chunk) return 'objectKey' in piece.from ? piece.from.objectKey : null;
        into.set(chunk, at - from);
        if (piece.track) addTo(sums, piece.track, chunk);
        at += chunk.length;
        if (at === piece.at + piece.bytes) index += 1;
      }
      return null;
    },
  };
}

function pieceAt({ pieces }: CopyPlan, index: number): Piece {
  const piece = pieces[index];
  if (!piece) throw new Error('Beyond the end of the plan.');
  return piece;
}

/** Number of the piece in which the file's byte at `from` lies. */
function firstPiece({ pieces }: CopyPlan, from: number): number {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const piece = pieces[middle];
    if (piece && piece.at + piece.bytes <= from) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How far to read in an object from `offset` on: as long as the next pieces lie behind it with little between. */
function windowEnd({ pieces }: CopyPlan, first: number, offset: number): number {
  let end = offset;
  const key = objectKeyOf(pieces[first]);
  for (let i = first; i < pieces.length; i++) {
    const piece = pieces[i];
    if (!piece || !('objectKey' in piece.from)) continue;
    const begin = piece.from.offset;
    const isNext = objectKeyOf(piece) === key && (i === first || (begin >= end && begin - end <= SKIP_BYTES));
    if (!isNext) break;
    end = Math.min(begin + piece.bytes, offset + WINDOW_BYTES);
    if (end === offset + WINDOW_BYTES) break;
  }
  return end;
}

const objectKeyOf = (piece: Piece | undefined) => (piece && 'objectKey' in piece.from ? piece.from.objectKey : null);
