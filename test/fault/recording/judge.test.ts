import { expect, test } from 'vitest';
import { holesIn, judge } from './judge.ts';
import type { Shown } from './read-file.ts';

const ZERO = 1_795_000_000_000;

/** Pictures every 40 ms of the file, their clock `by` ms ahead of where they are in it. */
const pictures = (from: number, until: number, by = 0): Shown[] =>
  Array.from({ length: (until - from) / 40 }, (_, index) => {
    const at = from + index * 40;
    return { at, clocks: { 1: ZERO + at + by, 2: ZERO + at + by - 200 } };
  });

test('a recording without a hole has lost nothing and needs no gap', () => {
  const whole = { shown: pictures(0, 20_000), gaps: [], zeroAt: ZERO + 100, cut: null, endedAt: ZERO + 20_000 };
  expect(judge(whole)).toMatchObject({ holes: [], lostMs: 40, gapErrorMs: 0, zeroErrorMs: 100 });
});

test('a hole counts as lost but for the cut, and the gap map is held to the clocks', () => {
  const shown = [...pictures(0, 8_000), ...pictures(14_000, 20_000, 300)];
  const cut = { from: ZERO + 9_000, to: ZERO + 13_500 };
  const gaps = [{ fromMs: 8_000, toMs: 14_000, why: 'lost' as const }];
  const found = judge({ shown, gaps, zeroAt: ZERO, cut, endedAt: ZERO + 20_000 });
  expect(found.holes).toHaveLength(1);
  expect(found.lostMs).toBe(14_300 - 7_960 - 4_500);
  expect(found.gapErrorMs).toBe(300);
});

test('a hole that no gap names is wrong by its length, and so is a gap where nothing is missing', () => {
  const shown = [...pictures(0, 8_000), ...pictures(8_000, 20_000, 2_000)];
  const scene = { shown, zeroAt: ZERO, cut: null, endedAt: ZERO + 22_000 };
  expect(judge({ ...scene, gaps: [] }).gapErrorMs).toBe(2_040);
  const gaps = [{ fromMs: 15_000, toMs: 18_000, why: 'lost' as const }];
  expect(judge({ ...scene, gaps }).gapErrorMs).toBe(3_000);
});

test('of one person alone a hole is found where the others go on', () => {
  const shown = pictures(0, 8_000).map((one) =>
    one.at < 3_000 || one.at > 5_000 ? one : { ...one, clocks: { 1: ZERO + one.at } },
  );
  expect(holesIn(shown)).toEqual([]);
  expect(holesIn(shown, 2)).toHaveLength(1);
});
