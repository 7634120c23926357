/** First number that 32 bits cannot hold. */
export const U32_LIMIT = 2 ** 32;

/** A box of the parts, one after the other. */
export function box(type: string, ...parts: Uint8Array[]): Uint8Array {
  const size = parts.reduce((sum, part) => sum + part.length, 8);
  const whole = new Uint8Array(size);
  whole.set(u32s(size));
  whole.set(
    Uint8Array.from(type, (c) => c.charCodeAt(0)),
    4,
  );
  let at = 8;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
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
