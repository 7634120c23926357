import { expect, test } from 'vitest';
import { toFileTime, toSessionTime } from './file-time.ts';

/** Two pauses were cut out of the file: 10 s at 0:20 of it, and 5 s at 0:30 of it. */
const CUTS = [
  { fromMs: 20_000, toMs: 20_000, cutMs: 10_000 },
  { fromMs: 30_000, toMs: 30_000, cutMs: 5_000 },
];

test('what happened after a cut stands so much earlier in the file, and what happened in it stands at it', () => {
  const at = (sinceZero: number) => toFileTime(sinceZero, CUTS);
  expect([0, 19_999, 20_000].map(at)).toEqual([0, 19_999, 20_000]);
  expect([20_001, 25_000, 30_000].map(at)).toEqual([20_000, 20_000, 20_000]);
  expect([30_001, 40_000].map(at)).toEqual([20_001, 30_000]);
  expect([40_001, 45_000, 45_001, 60_000].map(at)).toEqual([30_000, 30_000, 30_001, 45_000]);
});

test('a moment of the file is found again where it came from', () => {
  for (const atMs of [0, 7_000, 20_000, 20_001, 29_999, 30_000, 30_001, 90_000]) {
    expect(toFileTime(toSessionTime(atMs, CUTS), CUTS)).toBe(atMs);
  }
  expect(toSessionTime(20_001, CUTS)).toBe(30_001);
  expect(toSessionTime(90_000, CUTS)).toBe(105_000);
});

test('a pause that stands in the file moves nothing', () => {
  const gaps = [{ fromMs: 4_000, toMs: 6_000 }];
  expect(toFileTime(9_000, gaps)).toBe(9_000);
  expect(toSessionTime(9_000, gaps)).toBe(9_000);
});
