import type { ExtensionIds, ExtensionName } from './extensions.ts';

const FIXED_HEADER_BYTES = 12;
const ONE_BYTE_EXTENSIONS = 0xbede;
/** One-byte header extensions have ids 1 to 14 (RFC 8285, 4.2). */
const ONE_BYTE_ID_MAX = 14;

export interface RtpPacket {
  marker: boolean;
  payloadType: number;
  sequence: number;
  timestamp: number;
  ssrc: number;
  extensions: Partial<Record<ExtensionName, Buffer>>;
  /** Without padding. */
  payload: Buffer;
}

/** Bytes of the RTP header with CSRCs and extensions (RFC 3550, 5.1). */
export function rtpHeaderBytes(datagram: Buffer): number {
  const first = datagram.readUInt8(0);
  const bytes = FIXED_HEADER_BYTES + (first & 0x0f) * 4;
  return first & 0x10 ? bytes + 4 + datagram.readUInt16BE(bytes + 2) * 4 : bytes;
}

/** An opened packet: its header is in the datagram, its payload decrypted. `names` are the extension ids of the session. */
export function readRtp(
  datagram: Buffer,
  headerBytes: number,
  decrypted: Buffer,
  names: ReadonlyMap<number, ExtensionName>,
): RtpPacket {
  const second = datagram.readUInt8(1);
  const padded = (datagram.readUInt8(0) & 0x20) !== 0 && decrypted.length > 0;
  const padding = padded ? decrypted.readUInt8(decrypted.length - 1) : 0;
  return {
    marker: (second & 0x80) !== 0,
    payloadType: second & 0x7f,
    sequence: datagram.readUInt16BE(2),
    timestamp: datagram.readUInt32BE(4),
    ssrc: datagram.readUInt32BE(8),
    extensions: readExtensions(datagram.subarray(0, headerBytes), names),
    payload: decrypted.subarray(0, Math.max(0, decrypted.length - padding)),
  };
}

function readExtensions(header: Buffer, names: ReadonlyMap<number, ExtensionName>): RtpPacket['extensions'] {
  const found: RtpPacket['extensions'] = {};
  const first = header.readUInt8(0);
  if (!(first & 0x10)) return found;
  let at = FIXED_HEADER_BYTES + (first & 0x0f) * 4;
  const oneByte = header.readUInt16BE(at) === ONE_BYTE_EXTENSIONS;
  at += 4;
  while (at < header.length) {
    const byte = header.readUInt8(at);
    at += 1;
    if (byte === 0) continue;
    let id = byte;
    let length: number;
    if (oneByte) {
      id = byte >> 4;
      length = (byte & 0x0f) + 1;
      if (id === 15) break;
    } else {
      if (at >= header.length) break;
      length = header.readUInt8(at);
      at += 1;
    }
    const name = names.get(id);
    if (name) found[name] = header.subarray(at, at + length);
    at += length;
  }
  return found;
}

export interface RtpHeader {
  marker: boolean;
  payloadType: number;
  sequence: number;
  timestamp: number;
  ssrc: number;
}

/** A header with one-byte extensions; those without an id, or with one that needs the two-byte form, are left out. */
export function writeRtpHeader(
  header: RtpHeader,
  extensions: readonly [ExtensionName, Buffer | undefined][],
  ids: ExtensionIds,
): Buffer {
  const parts: Buffer[] = [];
  let bytes = 0;
  for (const [name, value] of extensions) {
    const id = ids[name];
    if (!id || id > ONE_BYTE_ID_MAX || !value || value.length === 0 || value.length > 16) continue;
    parts.push(Buffer.of((id << 4) | (value.length - 1)), value);
    bytes += 1 + value.length;
  }
  const padded = (bytes + 3) & ~3;
  const out = Buffer.alloc(FIXED_HEADER_BYTES + (padded ? 4 + padded : 0));
  out.writeUInt8(padded ? 0x90 : 0x80, 0);
  out.writeUInt8((header.marker ? 0x80 : 0) | header.payloadType, 1);
  out.writeUInt16BE(header.sequence, 2);
  out.writeUInt32BE(header.timestamp, 4);
  out.writeUInt32BE(header.ssrc, 8);
  if (!padded) return out;
  out.writeUInt16BE(ONE_BYTE_EXTENSIONS, FIXED_HEADER_BYTES);
  out.writeUInt16BE(padded / 4, FIXED_HEADER_BYTES + 2);
  let at = FIXED_HEADER_BYTES + 4;
  for (const part of parts) at += part.copy(out, at);
  return out;
}

/** Seconds as 6.18 fixed point, modulo 64 s (abs-send-time). */
export function absoluteSendTime(ms: number): Buffer {
  const value = Buffer.alloc(3);
  value.writeUIntBE(Math.floor(((ms / 1000) % 64) * 0x40000) & 0xffffff, 0, 3);
  return value;
}
