import { expect, test } from 'vitest';
import { missingWords } from './missing-words.ts';

const gap = (fromMs: number, toMs: number, why?: string) => ({ fromMs, toMs, ...(why ? { why } : {}) });

test('a recording without gaps needs no words', () => {
  expect(missingWords(undefined)).toBe('');
  expect(missingWords([])).toBe('');
});

test('what is missing is named with its place and its reason, pauses apart', () => {
  const gaps = [gap(13_220, 18_910, 'handover'), gap(60_000, 190_000, 'paused'), gap(200_000, 200_600, 'lost')];
  expect(missingWords(gaps)).toBe(
    ' Missing: 6 s at 0:13 (the browser that recorded had gone), 1 s at 3:20 (nothing arrived). It was paused for 2:10.',
  );
});

test('a pause that was cut out of the file counts as long as it lasted', () => {
  const cut = { fromMs: 60_000, toMs: 60_000, why: 'paused', cutMs: 70_000 };
  expect(missingWords([cut, gap(80_000, 90_000, 'paused')])).toBe(' It was paused for 1:20.');
});

test('three are named, the others counted; long ones in minutes, old ones as lost', () => {
  const gaps = [0, 1, 2, 3, 4].map((n) => gap(n * 600_000, n * 600_000 + 300_000));
  expect(missingWords(gaps)).toBe(
    ' Missing: 5 min at 0:00 (nothing arrived), 5 min at 10:00 (nothing arrived), 5 min at 20:00 (nothing arrived) and 2 more.',
  );
  expect(missingWords(gaps.slice(0, 3))).not.toContain('more');
});
