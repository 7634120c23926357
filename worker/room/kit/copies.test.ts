import { expect, test } from 'vitest';
import { zeroOf } from './copies.ts';

const NOON = Date.UTC(2026, 10, 28, 12);
const FIVE = 5 * 60_000;

test('a file begins when the service says, unless its clock cannot be right', () => {
  expect(zeroOf({ startedAt: NOON + FIVE, askedAt: NOON })).toBe(NOON + FIVE);
  expect(zeroOf({ startedAt: NOON - FIVE, askedAt: NOON })).toBe(NOON - FIVE);
  expect(zeroOf({ startedAt: NOON + FIVE + 1, askedAt: NOON })).toBe(NOON);
  expect(zeroOf({ startedAt: NOON - FIVE - 1, askedAt: NOON })).toBe(NOON);
  expect(zeroOf({ startedAt: NOON })).toBe(NOON);
});
