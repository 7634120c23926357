import { createHmac, timingSafeEqual } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** The part of STUN (RFC 8489) that an ICE-lite agent needs: reading Binding requests, answering with success. */
const MAGIC_COOKIE = 0x2112a442;
const HEADER_BYTES = 20;
const INTEGRITY_BYTES = 24;
const FINGERPRINT_BYTES = 8;
const FINGERPRINT_XOR = 0x5354554e;
const BINDING_REQUEST = 0x0001;
const BINDING_SUCCESS = 0x0101;

const ATTRIBUTE = {
  username: 0x0006,
  messageIntegrity: 0x0008,
  xorMappedAddress: 0x0020,
  useCandidate: 0x0025,
  fingerprint: 0x8028,
} as const;

export interface BindingRequest {
  transactionId: Buffer;
  /** The part of USERNAME before the colon: which of our ICE agents is meant. */
  localUfrag: string;
  /** The browser has chosen this path. */
  nominates: boolean;
  /** Whether MESSAGE-INTEGRITY was made with our ICE password (RFC 8445, 7.3). */
  isSignedWith: (password: string) => boolean;
}

function attributesOf(datagram: Buffer): Map<number, { offset: number; value: Buffer }> {
  const attributes = new Map<number, { offset: number; value: Buffer }>();
  let offset = HEADER_BYTES;
  while (offset + 4 <= datagram.length) {
    const length = datagram.readUInt16BE(offset + 2);
    const value = datagram.subarray(offset + 4, offset + 4 + length);
    if (value.length < length) break;
    const type = datagram.readUInt16BE(offset);
    if (!attributes.has(type)) attributes.set(type, { offset, value });
    offset += 4 + ((length + 3) & ~3);
  }
  return attributes;
}

function integrityOf(messageBeforeAttribute: Buffer, password: string): Buffer {
  const covered = Buffer.from(messageBeforeAttribute);
  covered.writeUInt16BE(covered.length - HEADER_BYTES + INTEGRITY_BYTES, 2);
  return createHmac('sha1', password).update(covered).digest();
}

/** Reads a STUN Binding request; null for anything else. */
export function parseBindingRequest(datagram: Buffer): BindingRequest | null {
  if (datagram.length < HEADER_BYTES || datagram.readUInt32BE(4) !== MAGIC_COOKIE) return null;
  if (datagram.readUInt16BE(0) !== BINDING_REQUEST) return null;
  const attributes = attributesOf(datagram);
  const username = attributes.get(ATTRIBUTE.username);
  if (!username) return null;
  const integrity = attributes.get(ATTRIBUTE.messageIntegrity);
  return {
    transactionId: Buffer.from(datagram.subarray(8, HEADER_BYTES)),
    localUfrag: username.value.toString('utf8').split(':')[0] ?? '',
    nominates: attributes.has(ATTRIBUTE.useCandidate),
    isSignedWith: (password) =>
      integrity !== undefined &&
      integrity.value.length === 20 &&
      timingSafeEqual(integrityOf(datagram.subarray(0, integrity.offset), password), integrity.value),
  };
}

function xorMappedAddress(address: string, port: number): Buffer {
  const value = Buffer.alloc(8);
  value.writeUInt8(1, 1);
  value.writeUInt16BE(port ^ (MAGIC_COOKIE >>> 16), 2);
  const octets = address.split('.').map(Number);
  value.writeUInt32BE((Buffer.from(octets).readUInt32BE(0) ^ MAGIC_COOKIE) >>> 0, 4);
  return value;
}

/** The success response to an IPv4 peer, with MESSAGE-INTEGRITY and FINGERPRINT. */
export function bindingSuccess(
  transactionId: Buffer,
  peer: { address: string; port: number },
  password: string,
): Buffer {
  const mapped = xorMappedAddress(peer.address, peer.port);
  const bytes = HEADER_BYTES + 4 + mapped.length + INTEGRITY_BYTES + FINGERPRINT_BYTES;
  const message = Buffer.alloc(bytes);
  message.writeUInt16BE(BINDING_SUCCESS, 0);
  message.writeUInt32BE(MAGIC_COOKIE, 4);
  transactionId.copy(message, 8);
  message.writeUInt16BE(ATTRIBUTE.xorMappedAddress, HEADER_BYTES);
  message.writeUInt16BE(mapped.length, HEADER_BYTES + 2);
  mapped.copy(message, HEADER_BYTES + 4);

  const integrityAt = HEADER_BYTES + 4 + mapped.length;
  message.writeUInt16BE(ATTRIBUTE.messageIntegrity, integrityAt);
  message.writeUInt16BE(20, integrityAt + 2);
  integrityOf(message.subarray(0, integrityAt), password).copy(message, integrityAt + 4);

  const fingerprintAt = integrityAt + INTEGRITY_BYTES;
  message.writeUInt16BE(bytes - HEADER_BYTES, 2);
  message.writeUInt16BE(ATTRIBUTE.fingerprint, fingerprintAt);
  message.writeUInt16BE(4, fingerprintAt + 2);
  message.writeUInt32BE((crc32(message.subarray(0, fingerprintAt)) ^ FINGERPRINT_XOR) >>> 0, fingerprintAt + 4);
  return message;
}
