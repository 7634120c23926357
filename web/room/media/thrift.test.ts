import { expect, test } from 'vitest';
import { createThrift } from './thrift.ts';

test('a weak connection is asked for less at once, and for all again 10 s after it was last less than good', () => {
  const thrift = createThrift();
  expect(thrift(3, 0)).toBe('all');
  expect(thrift(2, 2_000)).toBe('all');
  expect(thrift(1, 4_000)).toBe('less');
  expect(thrift(2, 12_000)).toBe('less');
  expect(thrift(3, 21_999)).toBe('less');
  expect(thrift(3, 22_000)).toBe('all');
});

test('when all was too much, the next try comes after twice as long, and no later than 160 s', () => {
  const thrift = createThrift();
  let now = 0;
  const waits = Array.from({ length: 6 }, () => {
    thrift(1, now);
    const began = now;
    while (thrift(3, now) === 'less') now += 1_000;
    const waited = now - began;
    now += 5_000;
    return waited;
  });
  expect(waits).toEqual([10_000, 20_000, 40_000, 80_000, 160_000, 160_000]);
});

test('trouble long after is new trouble', () => {
  const thrift = createThrift();
  thrift(1, 0);
  thrift(3, 10_000);
  thrift(1, 40_000);
  expect(thrift(3, 49_999)).toBe('less');
  expect(thrift(3, 50_000)).toBe('all');
});
