import { expect, test } from 'vitest';
import { cutWords, gapAt, gapToSkip, gapWords, SKIP_FROM, skippedWords } from './gaps.ts';

const GAP = { fromMs: 10_000, toMs: 22_000, why: 'lost' as const };

test('a moment lies in a gap from its first millisecond to before its end', () => {
  expect(gapAt([GAP], 9_999)).toBeNull();
  expect(gapAt([GAP], 10_000)).toBe(GAP);
  expect(gapAt([GAP], 21_999)).toBe(GAP);
  expect(gapAt([GAP], 22_000)).toBeNull();
});

test('a cut is told of near it, with how much is missing', () => {
  const cut = { fromMs: 30_000, toMs: 30_000, why: 'paused' as const, cutMs: 75_000 };
  expect(cutWords([GAP, cut], 29_501, 500)).toBe('75 s were left out here: a Researcher had paused the recording.');
  expect(cutWords([GAP, cut], 30_500, 500)).toBe('');
  expect(cutWords([GAP], 10_000, 500)).toBe('');
  expect(gapAt([cut], 30_000)).toBeNull();
});

test('a rest of a gap is skipped only when it is long enough to be noticed', () => {
  expect(gapToSkip([GAP], GAP.toMs - SKIP_FROM - 1)).toBe(GAP);
  expect(gapToSkip([GAP], GAP.toMs - SKIP_FROM)).toBeNull();
});

test('what was skipped is told in seconds, and long stretches in minutes', () => {
  expect(skippedWords(GAP, 10_000)).toBe('Skipped 12 s without recording');
  expect(skippedWords({ ...GAP, toMs: 129_400 }, 10_000)).toBe('Skipped 119 s without recording');
  expect(skippedWords({ ...GAP, toMs: 310_000 }, 10_000)).toBe('Skipped 5 min without recording');
});

test('in a gap the picture’s standing still is explained, but not what is left of one that is skipped', () => {
  const words = 'Nothing was recorded here: the connection was lost.';
  const at = (ms: number, playing: boolean, skipGaps: boolean) => gapWords([GAP], { ms, playing, skipGaps });
  expect(at(15_000, true, false)).toBe(words);
  expect(at(15_000, false, true)).toBe(words);
  expect(at(15_000, true, true)).toBe('');
  expect(at(22_000, true, false)).toBe('');
});
