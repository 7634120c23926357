import { expect, test } from 'vitest';
import { currentLine, presentAt } from './lines.ts';

const LINES = [{ atMs: 1_000 }, { atMs: 5_000 }, { atMs: 5_000 }, { atMs: 9_000 }];

test('the current line is the last one that has begun', () => {
  expect(currentLine(LINES, 0)).toBe(-1);
  expect(currentLine(LINES, 750)).toBe(0);
  expect(currentLine(LINES, 749)).toBe(-1);
  expect(currentLine(LINES, 6_000)).toBe(2);
  expect(currentLine(LINES, 60_000)).toBe(3);
  expect(currentLine([], 60_000)).toBe(-1);
});

test('present is who has come and not left', () => {
  const stays = [
    { fromMs: 0, toMs: 4_000 },
    { fromMs: 2_000, toMs: null },
  ];
  expect(presentAt(stays, 0)).toEqual([0]);
  expect(presentAt(stays, 3_999)).toEqual([0, 1]);
  expect(presentAt(stays, 4_000)).toEqual([1]);
});
