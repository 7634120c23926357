import { expect, test } from 'vitest';
import { createDenials } from './denials.ts';

test('a service that says no three times in a row means it, and is asked seldom from then on', () => {
  const denials = createDenials();
  expect(denials.pause(0)).toBe(0);
  for (const _ of [1, 2]) denials.count();
  expect(denials.state()).toBe('lost');
  expect(denials.pause(5)).toBeLessThanOrEqual(3_000);
  denials.count();
  expect(denials.state()).toBe('denied');
  expect([0, 1, 9].map(denials.pause)).toEqual([20_000, 20_000, 20_000]);
});

test('what is accepted once begins a new count', () => {
  const denials = createDenials();
  for (const _ of [1, 2, 3]) denials.count();
  denials.forget();
  expect(denials.state()).toBe('lost');
  expect(denials.pause(0)).toBe(0);
});
