import { expect, test } from 'vitest';
import { openMediaClock } from './clock.ts';

const BLOCK = 1024;
const BLOCK_MS = (BLOCK / 48_000) * 1000;

/** `count` blocks of sound, each noticed up to `jitter` ms late. Returns when the last was mixed. */
function hear(
  clock: ReturnType<typeof openMediaClock>,
  { from, at, count, jitter }: { from: number; at: number; count: number; jitter: number },
): number {
  for (let block = 1; block <= count; block++) {
    const late = ((block * 7) % 5) * (jitter / 4);
    clock.heard({ frames: (from + block) * BLOCK, filled: 0 }, at + block * BLOCK_MS + late);
  }
  return at + count * BLOCK_MS;
}

test('there is no time before the first sound', () => {
  expect(openMediaClock().at(1000)).toBeNull();
});

test('late messages do not shift the pictures', () => {
  const clock = openMediaClock();
  const now = hear(clock, { from: 0, at: 5_000, count: 100, jitter: 40 });
  expect(clock.at(now)).toBeCloseTo((now - 5_000) / 1000, 2);
});

test('when the sound loses 100 ms the pictures follow it within a second', () => {
  const clock = openMediaClock();
  const stalled = hear(clock, { from: 0, at: 0, count: 100, jitter: 4 });
  const now = hear(clock, { from: 100, at: stalled + 100, count: 50, jitter: 4 });
  expect(clock.at(now)).toBeCloseTo((now - 100) / 1000, 2);
});

/** Hears blocks one after the other, each after `behind` (ms) and some jitter, filling what is asked for at once. Returns what was asked for, ms. */
function fillAll(blocks: number, behind: (block: number) => number): number[] {
  const clock = openMediaClock();
  const asked: number[] = [];
  let owed = 0;
  let filled = 0;
  for (let block = 1; block <= blocks; block++) {
    const whole = Math.trunc(owed / BLOCK) * BLOCK;
    owed -= whole;
    filled += whole;
    const sound = { frames: block * BLOCK + filled, filled };
    const missing = clock.heard(sound, block * BLOCK_MS + ((block * 7) % 5) * 4 + behind(block));
    if (missing !== 0) asked.push(Math.round(missing));
    owed += missing * 48;
  }
  return asked;
}

test('a standstill of the sound is noticed once, as long as it was; jitter is not', () => {
  expect(fillAll(600, (block) => (block > 150 ? 80 : 0))).toEqual([80]);
});

test('what is not filled yet is not asked for again', () => {
  const clock = openMediaClock();
  const asked: number[] = [];
  for (let block = 1; block <= 600; block++) {
    const missing = clock.heard({ frames: block * BLOCK, filled: 0 }, block * BLOCK_MS + (block > 150 ? 80 : 0));
    if (missing !== 0) asked.push(Math.round(missing));
  }
  expect(asked).toEqual([80]);
});

test('standstills that are too short to be noticed add up to one that is', () => {
  // 72 ms in all, in eight parts.
  expect(fillAll(900, (block) => Math.floor(block / 100) * 9)).toEqual([27, 27]);
});

test('where the sound began is known: what stood still before the first word of it came is missing too', () => {
  const clock = openMediaClock();
  const missing: number[] = [];
  for (let block = 1; block <= 100; block++) {
    if (block === 15) clock.began(0);
    missing.push(clock.heard({ frames: block * BLOCK, filled: 0 }, block * BLOCK_MS + 90));
  }
  expect(missing.filter((ms) => ms !== 0).map(Math.round)).toEqual([80]);
});

test('a standstill of more than five seconds is nothing to fill', () => {
  expect(fillAll(600, (block) => (block > 150 ? 5_000 : 0))).toEqual([5_000]);
  expect(fillAll(600, (block) => (block > 150 ? 5_100 : 0))).toEqual([]);
});

test('a sound card that loses 150 parts in a million is kept up with', () => {
  const asked = fillAll(168_750, (block) => block * BLOCK_MS * 0.000_15);
  const sum = asked.reduce((all, one) => all + one, 0);
  expect(sum).toBeGreaterThan(540 - 40);
  expect(sum).toBeLessThanOrEqual(540);
});

test('what was asked for because a busy page heard late is taken back, and no more than that', () => {
  const busy = (block: number) => (block > 150 && block < 220 ? 60 : 0);
  expect(fillAll(600, busy)).toEqual([60, -60]);
  // From the beginning: then the first readings were wrong, and nothing had been given.
  expect(fillAll(600, (block) => (block < 100 ? 60 : 0))).toEqual([]);
});

test('when the sound stands still the pictures wait for it', () => {
  const clock = openMediaClock();
  const now = hear(clock, { from: 0, at: 0, count: 100, jitter: 0 });
  expect(clock.at(now + 60_000)).toBeCloseTo(now / 1000 + 0.2, 2);
});
