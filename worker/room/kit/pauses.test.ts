import { expect, test } from 'vitest';
import { lengthOf, pausesIn, restsWith } from './pauses.ts';

const BEGAN = 1_000_000;
/** Recorded for 60 s by the clock, paused for 10 s at 0:20 and for 5 s at 0:40. */
const RESTS = [
  { from: BEGAN + 20_000, to: BEGAN + 30_000 },
  { from: BEGAN + 40_000, to: BEGAN + 45_000 },
];
const file = (durationMs: number | null) => ({ startedAt: BEGAN, stoppedAt: BEGAN + 60_000, durationMs });
const CUT = [
  { fromMs: 20_000, toMs: 20_000, why: 'paused', cutMs: 10_000 },
  { fromMs: 30_000, toMs: 30_000, why: 'paused', cutMs: 5_000 },
];

test('what the service left out of its file is a cut of so many ms', () => {
  expect(pausesIn(RESTS, file(45_000))).toEqual(CUT);
  expect(pausesIn(RESTS, file(46_000))).toEqual(CUT);
});

test('a file as long as it took to make has the pauses in it', () => {
  expect(pausesIn(RESTS, file(60_000))).toEqual([
    { fromMs: 20_000, toMs: 30_000, why: 'paused' },
    { fromMs: 40_000, toMs: 45_000, why: 'paused' },
  ]);
});

test('a service that does not say how long its file is has left the pauses out', () => {
  expect(lengthOf(RESTS, file(null))).toBe(45_000);
  expect(lengthOf(RESTS, file(44_000))).toBe(44_000);
  expect(pausesIn(RESTS, file(null))).toEqual(CUT);
  expect(pausesIn([], file(60_000))).toEqual([]);
});

test('a pause before the first frame or after the last is no part of the file', () => {
  const rests = [
    { from: BEGAN - 9_000, to: BEGAN + 1_000 },
    { from: BEGAN - 9_000, to: BEGAN - 5_000 },
    { from: BEGAN + 50_000, to: null },
  ];
  expect(pausesIn(rests, file(49_000))).toEqual([
    { fromMs: 0, toMs: 0, why: 'paused', cutMs: 1_000 },
    { fromMs: 49_000, toMs: 49_000, why: 'paused', cutMs: 10_000 },
  ]);
});

test('a pause is known from when the recorder is known to pause until it is known to go on, whoever asks twice', () => {
  const paused = restsWith([], true, 5);
  expect(paused).toEqual([{ from: 5, to: null }]);
  expect(restsWith(paused, true, 7)).toBe(paused);
  const over = restsWith(paused, false, 9);
  expect(over).toEqual([{ from: 5, to: 9 }]);
  expect(restsWith(over, false, 11)).toBe(over);
  expect(restsWith(over, true, 12)).toEqual([
    { from: 5, to: 9 },
    { from: 12, to: null },
  ]);
});
