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
  expect(rtts).toEqual([3, 3, 3, 3, 1, 1, 1, 3]);
});

test('between good and weak a connection is fair, on the way down and on the way up', () => {
  const judge = createJudge();
  const rtts = [300, 300, 900, 900, 300, 300, 300, 40, 300, 40, 40, 40].map((rtt) => judge(look({ rtt })));
  expect(rtts).toEqual([3, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 3]);
});

test('a connection that is worse each time is as bad as the better of the two last looks', () => {
  const judge = createJudge();
  expect([300, 900].map((rtt) => judge(look({ rtt })))).toEqual([3, 2]);
});

test('exactly at a bound is still on the good side of it', () => {
  const verdictAt = (change: Partial<Quality>) => {
    const judge = createJudge();
    judge(look(change));
    return judge(look(change));
  };
  expect([250, 251, 500, 501].map((rtt) => verdictAt({ rtt }))).toEqual([3, 2, 2, 1]);
  expect([0.03, 0.031, 0.08, 0.081].map((sendLoss) => verdictAt({ sendLoss }))).toEqual([3, 2, 2, 1]);
});

test('loss counts between two looks, not since the beginning', () => {
  const judge = createJudge();
  judge(look({ received: 1_000, lost: 500 }));
  judge(look({ received: 2_000, lost: 510 }));
  expect(judge(look({ received: 3_000, lost: 520 }))).toBe(3);
  judge(look({ received: 3_500, lost: 720 }));
  expect(judge(look({ received: 4_000, lost: 920 }))).toBe(1);
});

test('a new transport counts from zero and is not taken for loss', () => {
  const judge = createJudge();
  judge(look({ received: 5_000, lost: 10 }));
  judge(look({ received: 100, lost: 60 }));
  expect(judge(look({ received: 700, lost: 60 }))).toBe(3);
});

test('standing pictures make a connection weak, short ones fair', () => {
  const frozen = (each: number) => {
    const judge = createJudge();
    return [0, 1, 2].map((at) => judge(look({ received: 100 + 400 * at, frozenMs: each * at }))).at(-1);
  };
  expect([900, 300, 100].map(frozen)).toEqual([1, 2, 3]);
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
