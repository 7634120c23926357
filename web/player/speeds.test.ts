import { expect, test } from 'vitest';
import { nextSpeed, speedOf } from './speeds.ts';

test('speeds go step by step and stop at both ends', () => {
  expect(nextSpeed(1, 1)).toBe(1.25);
  expect(nextSpeed(1, -1)).toBe(0.75);
  expect(nextSpeed(2, 1)).toBe(2);
  expect(nextSpeed(0.5, -1)).toBe(0.5);
});

test('a speed that is none is the usual one', () => {
  expect(speedOf(1.75)).toBe(1.75);
  expect(speedOf(16)).toBe(1);
  expect(speedOf('2')).toBe(1);
});
