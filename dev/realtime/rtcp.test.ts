import { expect, test } from 'vitest';
import { nack, pictureLossIndication, readRtcp, receiverEstimatedBitrate, senderReport } from './rtcp.ts';

test('the packets asked for are read back, across a rollover and more than 17 apart', () => {
  const sequences = [65_534, 65_535, 3, 14, 40];
  expect(readRtcp(nack(1, 2, sequences))).toEqual([{ kind: 'nack', ssrc: 2, sequences }]);
});

test('a request for a key frame names the media it is about', () => {
  expect(readRtcp(pictureLossIndication(1, 77))).toEqual([{ kind: 'keyFrameRequest', ssrc: 77 }]);
});

test('a bandwidth estimate keeps its size', () => {
  const [message] = readRtcp(receiverEstimatedBitrate(1, 3_000_000, [5, 6]));
  expect(message?.kind === 'bandwidth' && Math.abs(message.bitsPerSecond - 3_000_000) < 16).toBe(true);
});

test('a compound of a sender report and a description is read once, cut off ones not at all', () => {
  const time = { ntpSeconds: 10, ntpFraction: 20, rtpTimestamp: 30 };
  const compound = senderReport(9, time, { packets: 1, bytes: 2 }, 'somebody');
  expect(readRtcp(compound)).toEqual([{ kind: 'senderReport', ssrc: 9, ...time }]);
  expect(readRtcp(compound.subarray(0, 20))).toEqual([]);
});
