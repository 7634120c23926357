/** As much of DER (ITU-T X.690) as a certificate needs. */

const [INTEGER, BIT_STRING, OCTET_STRING, OID, UTF8, UTC_TIME, SEQUENCE, SET] = [
  0x02, 0x03, 0x04, 0x06, 0x0c, 0x17, 0x30, 0x31,
] as const;

export function tagged(tag: number, ...parts: Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const head = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...head]), content]);
}

export const sequence = (...parts: Uint8Array[]): Buffer => tagged(SEQUENCE, ...parts);
export const set = (...parts: Uint8Array[]): Buffer => tagged(SET, ...parts);
export const octets = (...parts: Uint8Array[]): Buffer => tagged(OCTET_STRING, ...parts);
export const bits = (content: Uint8Array): Buffer => tagged(BIT_STRING, Buffer.from([0]), content);
export const text = (value: string): Buffer => tagged(UTF8, Buffer.from(value));
/** Positive. */
export const integer = (...bytes: number[]): Buffer =>
  tagged(INTEGER, Buffer.from((bytes[0] ?? 0) >= 0x80 ? [0, ...bytes] : bytes));

/** Until 2049. */
export function time(at: Date): Buffer {
  const digits = at.toISOString().replace(/\D/g, '').slice(2, 14);
  return tagged(UTC_TIME, Buffer.from(`${digits}Z`));
}

export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = rest.flatMap((number) => {
    const groups = [number & 0x7f];
    for (let left = number >>> 7; left > 0; left >>>= 7) groups.unshift((left & 0x7f) | 0x80);
    return groups;
  });
  return tagged(OID, Buffer.from([first * 40 + second, ...bytes]));
}
