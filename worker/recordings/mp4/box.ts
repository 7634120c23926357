import { AppError } from '../../../wire/errors.ts';

/** One box of an mp4 file (ISO/IEC 14496-12 4.2): `start` and `end` are offsets in the bytes it was read from. */
export interface Box {
  type: string;
  start: number;
  end: number;
  payload: Uint8Array;
}

/** What every reader here throws when bytes are not what they claim to be. `why` is for engineers. */
export const fragmentBad = (why: string) => new AppError('fragment_bad', { detail: { why } });

const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function need(bytes: Uint8Array, at: number, length: number): void {
  if (at < 0 || at + length > bytes.length) throw fragmentBad('a field lies outside its box');
}

export function readU32(bytes: Uint8Array, at: number): number {
  need(bytes, at, 4);
  // A DataView for each of a million numbers costs several times the reading itself.
  const [first, second, third, fourth] = [bytes[at] ?? 0, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0, bytes[at + 3] ?? 0];
  return ((first << 24) | (second << 16) | (third << 8) | fourth) >>> 0;
}

export function readI32(bytes: Uint8Array, at: number): number {
  need(bytes, at, 4);
  return view(bytes).getInt32(at);
}

export function readU16(bytes: Uint8Array, at: number): number {
  need(bytes, at, 2);
  return view(bytes).getUint16(at);
}

export function readU8(bytes: Uint8Array, at: number): number {
  need(bytes, at, 1);
  return view(bytes).getUint8(at);
}

/** A 64-bit field. Beyond 2^53 it is no time and no size of ours, so it is refused. */
export function readU64(bytes: Uint8Array, at: number): number {
  const value = readU32(bytes, at) * 2 ** 32 + readU32(bytes, at + 4);
  if (!Number.isSafeInteger(value)) throw fragmentBad('a 64-bit field is too large');
  return value;
}

export function readType(bytes: Uint8Array, at: number): string {
  need(bytes, at, 4);
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

/** Version and flags of a full box (ISO/IEC 14496-12 4.2). */
export const readVersion = (box: Box) => readU8(box.payload, 0);
export const readFlags = (box: Box) => readU32(box.payload, 0) & 0xffffff;

/** The boxes that fill `bytes` to the last one. AppError `fragment_bad` when one is cut off. */
export function* boxesIn(bytes: Uint8Array): Generator<Box> {
  let start = 0;
  while (start < bytes.length) {
    let size = readU32(bytes, start);
    let header = 8;
    if (size === 1) {
      size = readU64(bytes, start + 8);
      header = 16;
    }
    if (size < header || start + size > bytes.length) throw fragmentBad('a box is cut off or has no size');
    const end = start + size;
    yield { type: readType(bytes, start + 4), start, end, payload: bytes.subarray(start + header, end) };
    start = end;
  }
}

/** The first box of that type along a path of nested boxes. AppError `fragment_bad` when there is none. */
export function boxAt(bytes: Uint8Array, ...path: string[]): Box {
  let inside = bytes;
  let found: Box | undefined;
  for (const type of path) {
    found = findBox(inside, type);
    if (!found) throw fragmentBad(`there is no ${type}`);
    inside = found.payload;
  }
  if (!found) throw fragmentBad('no box was asked for');
  return found;
}

export function findBox(bytes: Uint8Array, type: string): Box | undefined {
  for (const box of boxesIn(bytes)) if (box.type === type) return box;
  return undefined;
}

export const boxesOf = (bytes: Uint8Array, type: string) => [...boxesIn(bytes)].filter((box) => box.type === type);
