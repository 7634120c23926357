import { expect, test } from 'vitest';
import { createMutedSpeech } from './muted-speech.ts';

const speak = (hear: ReturnType<typeof createMutedSpeech>, from: number, readings: number, every = 80, level = 0.7) =>
  Array.from({ length: readings }, (_, index) => hear(level, from + index * every));

test('somebody who speaks while muted is told once, and again only after half a minute', () => {
  const hear = createMutedSpeech();
  expect(speak(hear, 0, 5)).toEqual([false, false, false, false, true]);
  expect(speak(hear, 1_000, 300).includes(true)).toBe(false);
  expect(speak(hear, 30_319, 1)).toEqual([false]);
  expect(speak(hear, 30_320 + 80, 5).includes(true)).toBe(true);
});

test('a cough, a key now and then, and a fan all day are no speech', () => {
  expect(speak(createMutedSpeech(), 0, 4).includes(true)).toBe(false);
  expect(speak(createMutedSpeech(), 0, 100, 501).includes(true)).toBe(false);
  expect(speak(createMutedSpeech(), 0, 1_000, 80, 0.54).includes(true)).toBe(false);
});
