import { expect, test } from 'vitest';
import { clipFileName, contentDisposition, recordingFileName, sharedFileName, trackFileName } from './file-name.ts';

const name = (study: string, participant: string, zone = 'UTC') =>
  recordingFileName({ study, participant, zone, startedAt: Date.UTC(2025, 9, 14, 20, 30) });

test('a recording is called by study, participant and the day in its zone', () => {
  expect(name('Checkout', 'Asha Rao')).toBe('Checkout - Asha Rao - 2025-10-14.mp4');
  expect(name('Checkout', 'Asha Rao', 'Asia/Kolkata')).toBe('Checkout - Asha Rao - 2025-10-15.mp4');
});

test("a clip is called by where it begins besides, and what a share link gives tells nobody's name", () => {
  const whole = { study: 'Checkout', participant: 'Asha Rao', zone: 'UTC', startedAt: Date.UTC(2025, 9, 14) };
  expect(clipFileName(whole, 754_999)).toBe('Checkout - Asha Rao - 2025-10-14 - 12m34s.mp4');
  expect(clipFileName(whole, 0)).toBe('Checkout - Asha Rao - 2025-10-14 - 0m00s.mp4');
  expect(clipFileName(whole, 3_599_999)).toMatch(/ - 59m59s\.mp4$/);
  expect(clipFileName(whole, 3_723_000)).toMatch(/ - 1h02m03s\.mp4$/);
  const long = clipFileName({ ...whole, study: 'é'.repeat(300), participant: 'ß'.repeat(300) }, 360_000_000);
  expect(new TextEncoder().encode(long).length).toBeLessThan(255);
  expect(sharedFileName(whole)).toBe('Checkout - 2025-10-14.mp4');
});

test('one person’s own track has their name, and says when it is their camera', () => {
  const whole = { study: 'Checkout', participant: 'Asha Rao', zone: 'UTC', startedAt: Date.UTC(2025, 9, 14) };
  expect(trackFileName(whole, 'Lena', 'voice')).toBe('Checkout - Asha Rao - 2025-10-14 - Lena.m4a');
  expect(trackFileName(whole, 'Lena', 'camera')).toBe('Checkout - Asha Rao - 2025-10-14 - Lena - camera.mp4');
  const long = trackFileName(
    { ...whole, study: 'é'.repeat(300), participant: 'ß'.repeat(300) },
    'ü'.repeat(99),
    'camera',
  );
  expect(new TextEncoder().encode(long).length).toBeLessThan(255);
});

test('what no file system takes is left out', () => {
  expect(name('A/B: "test" <1>?*|\\', '..\u202Egpj.exe\u0000\n')).toBe('A B test 1 - gpj.exe - 2025-10-14.mp4');
  expect(name('///', '\uD800')).toBe('Recording - \uFFFD - 2025-10-14.mp4');
});

test('a long name is cut between characters, and stays below 255 bytes', () => {
  const family = '👩‍👩‍👧‍👦';
  const long = name(family.repeat(60), 'ß'.repeat(300));
  expect(new TextEncoder().encode(long).length).toBeLessThan(255);
  expect(long.startsWith(family)).toBe(true);
  expect(long).not.toContain('\u200D -');
});

test('the header has a plain name for old readers and the whole one for the others', () => {
  expect(contentDisposition('attachment', 'Étude "50%" - Zoë (日本) - 2025-10-14.mp4')).toBe(
    `attachment; filename="Etude _50__ - Zoe (__) - 2025-10-14.mp4"; ` +
      `filename*=UTF-8''%C3%89tude%20%2250%25%22%20-%20Zo%C3%AB%20%28%E6%97%A5%E6%9C%AC%29%20-%202025-10-14.mp4`,
  );
});
