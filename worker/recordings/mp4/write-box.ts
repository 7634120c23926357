/** First number that 32 bits cannot hold. */
export const U32_LIMIT = 2 ** 32;

/** Bytes in pieces, one after the other: nested boxes are put together once, by `joined`, and not once for each level. */
export type Pieces = readonly Uint8Array[];

/** A box of the parts, one after the other. */
export function box(type: string, ...parts: (Uint8Array | Pieces)[]): Pieces {
  const inside = parts.flat();
  return [u32s(lengthOf(inside) + 8), ascii(type), ...inside];
}

export const ascii = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0));

export const lengthOf = (pieces: Pieces): number => pieces.reduce((sum, piece) => sum + piece.length, 0);

export function joined(pieces: Pieces): Uint8Array {
  const whole = new Uint8Array(lengthOf(pieces));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

export const u32s = (...values: number[]) => u32Array(values);

/** Big-endian 32-bit numbers; negative ones as two's complement. */
export function u32Array(values: ArrayLike<number> & Iterable<number>): Uint8Array {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const value of values) {
    view.setUint32(at, value >>> 0);
    at += 4;
  }
  return bytes;
}

export const u64 = (value: number) => u32s(Math.floor(value / U32_LIMIT), value % U32_LIMIT);

export function u64Array(values: number[]): Uint8Array {
  const bytes = new Uint8Array(values.length * 8);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => view.setBigUint64(i * 8, BigInt(value)));
  return bytes;
}
