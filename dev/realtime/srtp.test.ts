import { expect, test } from 'vitest';
import { deriveKey, sessionKeys, Srtp, SRTP_AEAD_AES_128_GCM, SRTP_AES128_CM_SHA1_80 } from './srtp.ts';
import type { SrtpProfile } from './srtp.ts';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(/\s/g, ''), 'hex');

/** RFC 7714, 16: the session key and salt of its examples. */
const EXAMPLE_KEYS = {
  key: hex('000102030405060708090a0b0c0d0e0f'),
  salt: hex('517569642070726f2071756f'),
  auth: Buffer.alloc(20),
};
const GCM_EXAMPLE = { rtp: EXAMPLE_KEYS, rtcp: EXAMPLE_KEYS };

const RTP_HEADER = hex('8040f17b 8041f8d3 5501a0b2');
const RTP_PAYLOAD = hex('47616c6c 69612065 7374206f 6d6e6973 20646976 69736120 696e2070 61727465 73207472 6573');
const SEALED_RTP = hex(`8040f17b 8041f8d3 5501a0b2 f24de3a3 fb34de6c acba861c 9d7e4bca be633bd5 0d294e6f 42a5f47a
  51c7d19b 36de3adf 8833899d 7f27beb1 6a9152cf 765ee439 0cce`);
const RTCP = hex(`81c8000d 4d617273 4e545031 4e545032 52545020 0000042a 0000e930 4c756e61 deadbeef deadbeef deadbeef
  deadbeef deadbeef`);
const SEALED_RTCP = hex(`81c8000d 4d617273 63e94885 dcdab67c a727d766 2f6b7e99 7ff5c0f7 6c06f32d c676a5f1 730d6fda
  4ce09b46 86303ded 0bb9275b c84aa458 96cf4d2f c5abf872 45d9eade 800005d4`);

function rtpHeader(sequence: number): Buffer {
  const header = Buffer.from(RTP_HEADER);
  header.writeUInt16BE(sequence, 2);
  return header;
}

function pair(profile: SrtpProfile): { sender: Srtp; receiver: Srtp } {
  const keys = sessionKeys(profile, Buffer.alloc(16, 7), Buffer.alloc(14, 9));
  return { sender: new Srtp(profile, keys), receiver: new Srtp(profile, keys) };
}

test('session keys are derived as in RFC 3711, B.3', () => {
  const key = hex('E1F97A0D3E018BE0D64FA32C06DE4139');
  const salt = hex('0EC675AD498AFEEBB6960B3AABE6');
  expect(deriveKey(key, salt, 0, 16)).toEqual(hex('C61E7A93744F39EE10734AFE3FF7A087'));
  expect(deriveKey(key, salt, 2, 14)).toEqual(hex('30CBBC08863D8C85D49DB34A9AE1'));
  expect(deriveKey(key, salt, 1, 20)).toEqual(hex('CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4'));
});

test('an RTP packet is sealed as in RFC 7714, 16.1.1', () => {
  const parts = new Srtp(SRTP_AEAD_AES_128_GCM, GCM_EXAMPLE).protectRtp(RTP_HEADER, RTP_PAYLOAD);
  expect(Buffer.concat(parts)).toEqual(SEALED_RTP);
});

test('an RTP packet is opened as in RFC 7714, 16.1.2', () => {
  expect(new Srtp(SRTP_AEAD_AES_128_GCM, GCM_EXAMPLE).openRtp(SEALED_RTP, 12)).toEqual(RTP_PAYLOAD);
});

test('an RTCP packet is opened as in RFC 7714, 17.1', () => {
  expect(new Srtp(SRTP_AEAD_AES_128_GCM, GCM_EXAMPLE).openRtcp(SEALED_RTCP)).toEqual(RTCP);
});

test.each([SRTP_AEAD_AES_128_GCM, SRTP_AES128_CM_SHA1_80] as const)(
  'profile %i opens what it sealed, across the rollover of sequence numbers',
  (profile) => {
    const { sender, receiver } = pair(profile);
    for (const sequence of [65_533, 65_534, 65_535, 0, 1, 2]) {
      const sealed = Buffer.concat(sender.protectRtp(rtpHeader(sequence), RTP_PAYLOAD));
      expect(receiver.openRtp(sealed, 12)).toEqual(RTP_PAYLOAD);
    }
    expect(receiver.openRtcp(sender.protectRtcp(RTCP))).toEqual(RTCP);
  },
);

test.each([SRTP_AEAD_AES_128_GCM, SRTP_AES128_CM_SHA1_80] as const)(
  'profile %i opens a packet that comes late, from before the rollover',
  (profile) => {
    const { sender, receiver } = pair(profile);
    const [first, late, next] = [65_534, 65_535, 0].map((sequence) =>
      Buffer.concat(sender.protectRtp(rtpHeader(sequence), RTP_PAYLOAD)),
    );
    for (const sealed of [first, next, late]) expect(receiver.openRtp(sealed ?? RTP_PAYLOAD, 12)).toEqual(RTP_PAYLOAD);
  },
);

test.each([SRTP_AEAD_AES_128_GCM, SRTP_AES128_CM_SHA1_80] as const)(
  'profile %i refuses packets that were changed on the way',
  (profile) => {
    const { sender, receiver } = pair(profile);
    const sealed = Buffer.concat(sender.protectRtp(RTP_HEADER, RTP_PAYLOAD));
    sealed.writeUInt8(sealed.readUInt8(20) ^ 1, 20);
    expect(() => receiver.openRtp(sealed, 12)).toThrow();
    const report = sender.protectRtcp(RTCP);
    report.writeUInt8(report.readUInt8(12) ^ 1, 12);
    expect(() => receiver.openRtcp(report)).toThrow();
  },
);
