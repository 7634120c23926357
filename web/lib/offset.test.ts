import { expect, test } from 'vitest';
import { parseOffset, showOffset } from './offset.ts';

const START = '2025-10-14T14:00:00.000Z';
const at = (ms: number) => new Date(Date.parse(START) + ms).toISOString();

test('a moment is told from the start on, and before it with a minus', () => {
  expect(showOffset(at(0), START)).toBe('0:00');
  expect(showOffset(at(761_000), START)).toBe('12:41');
  expect(showOffset(at(3_723_000), START)).toBe('1:02:03');
  expect(showOffset(at(-130_000), START)).toBe('−2:10');
  expect(showOffset(at(-499), START)).toBe('0:00');
});

test('what is shown can be typed, and so can minutes alone', () => {
  for (const ms of [0, 761_000, 3_723_000, -130_000]) expect(parseOffset(showOffset(at(ms), START))).toBe(ms);
  expect(parseOffset(' 41 ')).toBe(41 * 60_000);
  expect(parseOffset('-2:10')).toBe(-130_000);
  expect(parseOffset('90:00')).toBe(5_400_000);
});

test('anything else is no moment', () => {
  for (const bad of ['', 'noon', '1:60', '1:75:00', '12:', ':12', '1:2:3:4', '12.5', '1e3']) {
    expect(parseOffset(bad)).toBeNull();
  }
});
