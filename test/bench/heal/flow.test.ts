import { expect, test } from 'vitest';
import { flowsFrom } from './flow.ts';

const every50 = (from: number, until: number) =>
  Array.from({ length: (until - from) / 50 + 1 }, (_, index) => from + index * 50);

test('frames that never stood flow from the beginning', () => {
  expect(flowsFrom(every50(0, 5_000), 1_000, 5_000)).toBe(1_000);
});

test('frames flow again from the first one after the last standstill', () => {
  const frames = [...every50(0, 1_000), ...every50(2_000, 2_100), ...every50(3_000, 5_000)];
  expect(flowsFrom(frames, 1_000, 5_000)).toBe(3_000);
});

test('frames that stand at the end have not come back', () => {
  expect(flowsFrom(every50(0, 1_000), 1_000, 5_000)).toBeNull();
});
