import { expect, test } from 'vitest';
import { CLIP_MAX, CLIP_MIN } from '../../wire/limits.ts';
import { beginClip, CLIP_FIRST, endClip } from './clip.ts';

const HOUR = 3_600_000;

test('the first mark makes a clip of a usual length after or before it', () => {
  expect(beginClip(null, 60_000, HOUR)).toEqual({ fromMs: 60_000, toMs: 60_000 + CLIP_FIRST });
  expect(endClip(null, 60_000, HOUR)).toEqual({ fromMs: 60_000 - CLIP_FIRST, toMs: 60_000 });
});

test('the other end stays where it was', () => {
  expect(beginClip({ fromMs: 0, toMs: 90_000 }, 80_000, HOUR)).toEqual({ fromMs: 80_000, toMs: 90_000 });
  expect(endClip({ fromMs: 10_000, toMs: 90_000 }, 30_000, HOUR)).toEqual({ fromMs: 10_000, toMs: 30_000 });
});

test('a clip is never shorter than the least', () => {
  const clip = { fromMs: 10_000, toMs: 20_000 };
  expect(beginClip(clip, 20_000 - CLIP_MIN, HOUR).toMs).toBe(20_000);
  expect(beginClip(clip, 20_000 - CLIP_MIN + 1, HOUR).toMs).toBe(20_001);
  expect(endClip(clip, 10_000 + CLIP_MIN, HOUR).fromMs).toBe(10_000);
  expect(endClip(clip, 10_000 + CLIP_MIN - 1, HOUR).fromMs).toBe(9_999);
});

test('a clip is never longer than the most', () => {
  const clip = { fromMs: 0, toMs: CLIP_MAX };
  expect(endClip(clip, CLIP_MAX, HOUR).fromMs).toBe(0);
  expect(endClip(clip, CLIP_MAX + 1, HOUR).fromMs).toBe(1);
});

test('a clip lies within the recording', () => {
  expect(beginClip(null, 12_000, 12_000)).toEqual({ fromMs: 12_000 - CLIP_MIN, toMs: 12_000 });
  expect(endClip(null, -5, 12_000)).toEqual({ fromMs: 0, toMs: CLIP_MIN });
  expect(beginClip(null, 2_500.4, 12_000)).toEqual({ fromMs: 2_500, toMs: 12_000 });
});
