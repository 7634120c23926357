import { expect, test } from 'vitest';
import { createPulse } from './pulse.ts';

/** Looks every 400 ms; each number is what came in since the one before. Returns the looks judged silent. */
function looks(news: number[], hasVoices = true): number[] {
  const pulse = createPulse();
  let signs = 0;
  return news.flatMap((more, index) => {
    signs += more;
    return pulse({ at: index * 400, signs, hasVoices }) ? [index] : [];
  });
}

test('voices that stop for more than a second are silence, a shorter gap is not', () => {
  expect(looks([20, 20, 20, 0, 0, 0, 0, 0])).toEqual([5, 6, 7]);
  expect(looks([20, 20, 20, 0, 0, 20, 20])).toEqual([]);
});

test('a connection that never was alive steadily is not missed', () => {
  expect(looks([1, 0, 0, 1, 0, 0, 0, 0, 0, 0])).toEqual([]);
});

test('without voices the silence has to outlast the checks of ICE', () => {
  const quiet = [20, 20, 20, ...Array.from({ length: 13 }, () => 0)];
  expect(looks(quiet, false)).toEqual([]);
  expect(looks([...quiet, 0], false)).toEqual([16]);
});

test('silence ends with the first packet', () => {
  expect(looks([20, 20, 20, 0, 0, 0, 0, 0, 1, 0])).toEqual([5, 6, 7]);
});

test('a page that slept begins to count anew', () => {
  const pulse = createPulse();
  for (const at of [0, 400, 800]) pulse({ at, signs: at, hasVoices: true });
  expect(pulse({ at: 60_800, signs: 800, hasVoices: true })).toBe(false);
  expect(pulse({ at: 61_200, signs: 800, hasVoices: true })).toBe(false);
  expect(pulse({ at: 62_400, signs: 800, hasVoices: true })).toBe(true);
});
