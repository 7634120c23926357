import { createCipheriv, createDecipheriv, createHmac, timingSafeEqual } from 'node:crypto';

/** The two protection profiles browsers offer, by their DTLS-SRTP numbers (RFC 5764, RFC 7714). */
export const SRTP_AES128_CM_SHA1_80 = 1;
export const SRTP_AEAD_AES_128_GCM = 7;
export type SrtpProfile = typeof SRTP_AES128_CM_SHA1_80 | typeof SRTP_AEAD_AES_128_GCM;

const KEY_BYTES = 16;
const GCM_TAG_BYTES = 16;
const HMAC_TAG_BYTES = 10;

/** Bytes of master salt a profile takes from the DTLS exporter. */
export function saltBytes(profile: SrtpProfile): number {
  return profile === SRTP_AEAD_AES_128_GCM ? 12 : 14;
}

/** RFC 3711, 4.3.1, with key derivation rate 0. The salt may be shorter than 14 bytes (RFC 7714, 11). */
export function deriveKey(masterKey: Buffer, masterSalt: Buffer, label: number, bytes: number): Buffer {
  const iv = Buffer.alloc(16);
  masterSalt.copy(iv, 0);
  iv.writeUInt8(iv.readUInt8(7) ^ label, 7);
  return createCipheriv('aes-128-ctr', masterKey, iv).update(Buffer.alloc(bytes));
}

/** The keys of one direction, made from the master key and salt of the DTLS handshake. */
export interface SessionKeys {
  rtp: StreamKeys;
  rtcp: StreamKeys;
}

interface StreamKeys {
  key: Buffer;
  salt: Buffer;
  auth: Buffer;
}

export function sessionKeys(profile: SrtpProfile, masterKey: Buffer, masterSalt: Buffer): SessionKeys {
  const derive = (label: number, bytes: number): Buffer => deriveKey(masterKey, masterSalt, label, bytes);
  const salt = saltBytes(profile);
  return {
    rtp: { key: derive(0, KEY_BYTES), auth: derive(1, 20), salt: derive(2, salt) },
    rtcp: { key: derive(3, KEY_BYTES), auth: derive(4, 20), salt: derive(5, salt) },
  };
}

interface Counter {
  rollover: number;
  highest: number;
}

/** One direction of an SRTP and SRTCP session: used only to protect or only to open. */
export class Srtp {
  readonly #gcm: boolean;
  readonly #rtp: StreamKeys;
  readonly #rtcp: StreamKeys;
  readonly #counters = new Map<number, Counter>();
  #rtcpIndex = 0;

  constructor(profile: SrtpProfile, keys: SessionKeys) {
    this.#gcm = profile === SRTP_AEAD_AES_128_GCM;
    this.#rtp = keys.rtp;
    this.#rtcp = keys.rtcp;
  }

  /** The payload of a protected RTP packet; throws when it was not made with our key. */
  openRtp(datagram: Buffer, headerBytes: number): Buffer {
    const ssrc = datagram.readUInt32BE(8);
    const sequence = datagram.readUInt16BE(2);
    const counter = this.#counter(ssrc, sequence);
    const rollover = guessRollover(counter, sequence);
    const iv = this.#iv(this.#rtp.salt, ssrc, rollover, sequence);
    const header = datagram.subarray(0, headerBytes);
    let payload: Buffer;
    if (this.#gcm) {
      payload = openGcm(this.#rtp.key, iv, header, datagram.subarray(headerBytes));
    } else {
      const body = datagram.subarray(0, datagram.length - HMAC_TAG_BYTES);
      checkTag(hmacTag(this.#rtp.auth, body, uint32(rollover)), datagram.subarray(body.length));
      payload = createDecipheriv('aes-128-ctr', this.#rtp.key, iv).update(body.subarray(headerBytes));
    }
    advance(counter, rollover, sequence);
    return payload;
  }

  /** The protected packet, as parts to be sent as one datagram. */
  protectRtp(header: Buffer, payload: Buffer): Buffer[] {
    const ssrc = header.readUInt32BE(8);
    const sequence = header.readUInt16BE(2);
    const counter = this.#counter(ssrc, sequence);
    const rollover = guessRollover(counter, sequence);
    advance(counter, rollover, sequence);
    const iv = this.#iv(this.#rtp.salt, ssrc, rollover, sequence);
    if (this.#gcm) return [header, ...protectGcm(this.#rtp.key, iv, header, payload)];
    const body = createCipheriv('aes-128-ctr', this.#rtp.key, iv).update(payload);
    return [header, body, hmacTag(this.#rtp.auth, header, body, uint32(rollover))];
  }

  openRtcp(datagram: Buffer): Buffer {
    const header = datagram.subarray(0, 8);
    const trailerAt = datagram.length - 4 - (this.#gcm ? 0 : HMAC_TAG_BYTES);
    const trailer = datagram.subarray(trailerAt, trailerAt + 4);
    const index = trailer.readUInt32BE(0) & 0x7fffffff;
    const iv = this.#iv(this.#rtcp.salt, datagram.readUInt32BE(4), index >>> 16, index & 0xffff);
    if (this.#gcm) {
      const sealed = datagram.subarray(8, trailerAt);
      return Buffer.concat([header, openGcm(this.#rtcp.key, iv, Buffer.concat([header, trailer]), sealed)]);
    }
    const body = datagram.subarray(0, trailerAt + 4);
    checkTag(hmacTag(this.#rtcp.auth, body), datagram.subarray(body.length));
    const opened = createDecipheriv('aes-128-ctr', this.#rtcp.key, iv).update(datagram.subarray(8, trailerAt));
    return Buffer.concat([header, opened]);
  }

  protectRtcp(packet: Buffer): Buffer {
    this.#rtcpIndex += 1;
    const index = this.#rtcpIndex;
    const header = packet.subarray(0, 8);
    const trailer = uint32((index | 0x80000000) >>> 0);
    const iv = this.#iv(this.#rtcp.salt, packet.readUInt32BE(4), index >>> 16, index & 0xffff);
    if (this.#gcm) {
      const sealed = protectGcm(this.#rtcp.key, iv, Buffer.concat([header, trailer]), packet.subarray(8));
      return Buffer.concat([header, ...sealed, trailer]);
    }
    const body = createCipheriv('aes-128-ctr', this.#rtcp.key, iv).update(packet.subarray(8));
    const signed = Buffer.concat([header, body, trailer]);
    return Buffer.concat([signed, hmacTag(this.#rtcp.auth, signed)]);
  }

  #counter(ssrc: number, sequence: number): Counter {
    let counter = this.#counters.get(ssrc);
    if (!counter) {
      counter = { rollover: 0, highest: sequence };
      this.#counters.set(ssrc, counter);
    }
    return counter;
  }

  /** GCM: RFC 7714, 8.1. Counter mode: RFC 3711, 4.1.1. */
  #iv(salt: Buffer, ssrc: number, rollover: number, sequence: number): Buffer {
    const at = this.#gcm ? 2 : 4;
    const iv = Buffer.alloc(this.#gcm ? 12 : 16);
    iv.writeUInt32BE(ssrc, at);
    iv.writeUInt32BE(rollover, at + 4);
    iv.writeUInt16BE(sequence, at + 8);
    for (const [i, byte] of salt.entries()) iv.writeUInt8(iv.readUInt8(i) ^ byte, i);
    return iv;
  }
}

/** RFC 3711, 3.3.1: the rollover count that puts this sequence number closest to the highest one seen. */
function guessRollover(counter: Counter, sequence: number): number {
  const distance = sequence - counter.highest;
  if (distance < -0x8000) return counter.rollover + 1;
  if (distance > 0x8000 && counter.rollover > 0) return counter.rollover - 1;
  return counter.rollover;
}

function advance(counter: Counter, rollover: number, sequence: number): void {
  if (rollover < counter.rollover || (rollover === counter.rollover && sequence <= counter.highest)) return;
  counter.rollover = rollover;
  counter.highest = sequence;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value, 0);
  return bytes;
}

function hmacTag(key: Buffer, ...parts: Buffer[]): Buffer {
  const hmac = createHmac('sha1', key);
  for (const part of parts) hmac.update(part);
  return hmac.digest().subarray(0, HMAC_TAG_BYTES);
}

function checkTag(expected: Buffer, received: Buffer): void {
  if (received.length !== expected.length || !timingSafeEqual(expected, received)) throw new Error('bad SRTP tag');
}

function openGcm(key: Buffer, iv: Buffer, associated: Buffer, sealed: Buffer): Buffer {
  const tagAt = sealed.length - GCM_TAG_BYTES;
  const decipher = createDecipheriv('aes-128-gcm', key, iv);
  decipher.setAAD(associated);
  decipher.setAuthTag(sealed.subarray(tagAt));
  const opened = decipher.update(sealed.subarray(0, tagAt));
  decipher.final();
  return opened;
}

function protectGcm(key: Buffer, iv: Buffer, associated: Buffer, plain: Buffer): [Buffer, Buffer] {
  const cipher = createCipheriv('aes-128-gcm', key, iv);
  cipher.setAAD(associated);
  const sealed = cipher.update(plain);
  cipher.final();
  return [sealed, cipher.getAuthTag()];
}
