import { expect, test } from 'vitest';
import { Reception } from './reception.ts';

test('packets that are missing are asked for, until they come', () => {
  const reception = new Reception(90_000, true);
  for (const sequence of [65_533, 65_534, 1, 2]) reception.note(sequence, 0);
  const now = Date.now();
  expect(reception.takeNacks(now)).toEqual([65_535, 0]);
  expect(reception.takeNacks(now)).toEqual([]);
  expect(reception.noteRecovered(65_535)).not.toBeNull();
  expect(reception.noteRecovered(65_535)).toBeNull();
  expect(reception.takeNacks(now + 100)).toEqual([0]);
});

test('numbers are unwrapped in both directions of the rollover', () => {
  const reception = new Reception(48_000, false);
  const before = reception.note(65_535, 0);
  expect(reception.note(0, 0)).toBe(before + 1);
  expect(reception.unwrap(65_534)).toBe(before - 1);
});

test('a report tells what share was lost since the last one', () => {
  const reception = new Reception(90_000, false);
  for (const sequence of [10, 11, 13]) reception.note(sequence, 0);
  expect(reception.reportBlock(5)).toMatchObject({ ssrc: 5, fractionLost: 64, totalLost: 1, highestSequence: 13 });
  expect(reception.reportBlock(5)).toMatchObject({ fractionLost: 0, totalLost: 1 });
});

test('a jump of the numbering is a restart, not thousands of lost packets', () => {
  const reception = new Reception(90_000, true);
  reception.note(1, 0);
  reception.note(5_000, 0);
  expect(reception.takeNacks(Date.now())).toEqual([]);
});
