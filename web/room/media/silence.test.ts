import { expect, test } from 'vitest';
import { createSilence, packetsByMid } from './silence.ts';

const SILENT = { renew: [], replace: false };

test('a track that flows is left alone', () => {
  const judge = createSilence<string>();
  for (let at = 0; at <= 20_000; at += 2_000) expect(judge([{ key: 'mic', packets: at }], at)).toEqual(SILENT);
});

test('a track that falls silent is renewed alone, once, and then the transport is replaced, once', () => {
  const judge = createSilence<string>();
  const said = new Map<number, string>();
  for (let at = 0; at <= 40_000; at += 2_000) {
    const { renew, replace } = judge([{ key: 'cam', packets: at }, ...(at ? [{ key: 'mic', packets: 50 }] : [])], at);
    if (renew.length > 0) said.set(at, `renew ${renew.join()}`);
    if (replace) said.set(at, 'replace');
  }
  expect([...said]).toEqual([
    [6_000, 'renew mic'],
    [14_000, 'replace'],
  ]);
});

test('a renewed track that flows again, counted from zero, is well', () => {
  const judge = createSilence<string>();
  const packets = [900, 900, 900, 0, 40, 80, 120, 160, 200, 240];
  const verdicts = packets.map((count, index) => judge([{ key: 'mic', packets: count }], index * 2_000));
  expect(verdicts.map(({ renew, replace }) => renew.length + Number(replace))).toEqual([0, 0, 1, 0, 0, 0, 0, 0, 0, 0]);
});

test('a track that need not flow is forgotten, its silence begins anew', () => {
  const judge = createSilence<string>();
  judge([{ key: 'cam', packets: 10 }], 0);
  judge([{ key: 'cam', packets: 10 }], 2_000);
  judge([], 4_000);
  expect(judge([{ key: 'cam', packets: 10 }], 6_000)).toEqual(SILENT);
  expect(judge([{ key: 'cam', packets: 10 }], 8_000)).toEqual(SILENT);
});

test('the layers of a camera count together, by mid and by direction', () => {
  const report = new Map<string, unknown>([
    ['a', { type: 'outbound-rtp', mid: '1', packetsSent: 3 }],
    ['b', { type: 'outbound-rtp', mid: '1', packetsSent: 4 }],
    ['c', { type: 'inbound-rtp', mid: '2', packetsReceived: 5 }],
  ]) as unknown as RTCStatsReport;
  expect([...packetsByMid(report, 'out')]).toEqual([['1', 7]]);
  expect([...packetsByMid(report, 'in')]).toEqual([['2', 5]]);
});
