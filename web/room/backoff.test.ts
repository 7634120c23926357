import { expect, test } from 'vitest';
import { backoff } from './backoff.ts';

test('waits longer from try to try, up to three seconds', () => {
  const waits = [0, 1, 2, 3, 4, 5, 20].map((attempt) => backoff(attempt, () => 1));
  expect(waits).toEqual([400, 800, 1_600, 3_000, 3_000, 3_000, 3_000]);
});

test('spreads people who were dropped at the same moment', () => {
  expect(backoff(0, () => 0)).toBe(100);
  expect(backoff(0, () => 0.5)).toBe(250);
});
