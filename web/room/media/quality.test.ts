import { expect, test } from 'vitest';
import type { Quality } from './client.ts';
import { createJudge, readQuality } from './quality.ts';

const look = (change: Partial<Quality>): Quality => ({
  received: 0,
  lost: 0,
  frozenMs: 0,
  sendLoss: 0,
  rtt: 40,
  ...change,
});

test('one bad look is a hiccup, two are a weak connection, three good ones end it', () => {
  const judge = createJudge();
  const rtts = [40, 900, 40, 900, 900, 40, 40, 40].map((rtt) => judge(look({ rtt })));
  expect(rtts).toEqual(['good', 'good', 'good', 'good', 'weak', 'weak', 'weak', 'good']);
});

test('loss counts between two looks, not since the beginning', () => {
  const judge = createJudge();
  judge(look({ received: 1_000, lost: 500 }));
  judge(look({ received: 2_000, lost: 510 }));
  expect(judge(look({ received: 3_000, lost: 520 }))).toBe('good');
  judge(look({ received: 3_500, lost: 720 }));
  expect(judge(look({ received: 4_000, lost: 920 }))).toBe('weak');
});

test('a new transport counts from zero and is not taken for loss', () => {
  const judge = createJudge();
  judge(look({ received: 5_000, lost: 10 }));
  judge(look({ received: 100, lost: 60 }));
  expect(judge(look({ received: 700, lost: 60 }))).toBe('good');
});

test('standing pictures make a connection weak', () => {
  const judge = createJudge();
  judge(look({ received: 100 }));
  judge(look({ received: 500, frozenMs: 900 }));
  expect(judge(look({ received: 900, frozenMs: 1_800 }))).toBe('weak');
});

test('sums what all inbound tracks say, and takes the worst of what is said about own tracks', () => {
  const report = new Map<string, object>([
    ['a', { type: 'inbound-rtp', packetsReceived: 100, packetsLost: 2 }],
    ['b', { type: 'inbound-rtp', packetsReceived: 50, packetsLost: 1, totalFreezesDuration: 0.5 }],
    ['c', { type: 'remote-inbound-rtp', fractionLost: 0.01 }],
    ['d', { type: 'remote-inbound-rtp', fractionLost: 0.2 }],
    ['e', { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.03 }],
    ['f', { type: 'candidate-pair', nominated: false, currentRoundTripTime: 3 }],
  ]);
  expect(readQuality(report as unknown as RTCStatsReport)).toEqual({
    received: 150,
    lost: 3,
    frozenMs: 500,
    sendLoss: 0.2,
    rtt: 30,
  });
});
