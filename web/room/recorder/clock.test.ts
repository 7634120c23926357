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
    clock.heard((from + block) * BLOCK, at + block * BLOCK_MS + late);
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

test('a standstill of the sound is noticed once, jitter and drift are not', () => {
  const clock = openMediaClock();
  const slips: number[] = [];
  for (let block = 1; block <= 300; block++) {
    const standstill = block > 150 ? 80 : 0;
    const drift = block * 0.01;
    if (clock.heard(block * BLOCK, block * BLOCK_MS + ((block * 7) % 5) * 4 + drift + standstill)) slips.push(block);
  }
  expect(slips).toHaveLength(1);
  expect(slips[0]).toBeGreaterThan(150);
});

test('standstills that are too short to be noticed add up to one that is', () => {
  const clock = openMediaClock();
  const slips: number[] = [];
  for (let block = 1; block <= 900; block++) {
    const stood = Math.floor(block / 100) * 9;
    if (clock.heard(block * BLOCK, block * BLOCK_MS + ((block * 7) % 5) * 4 + stood)) slips.push(block);
  }
  // 72 ms in all, in eight parts.
  expect(slips).toHaveLength(2);
});

test('a sound card that loses 150 parts in a million for an hour is no standstill', () => {
  const clock = openMediaClock();
  let slips = 0;
  for (let block = 1; block <= 168_750; block++) {
    if (clock.heard(block * BLOCK, block * BLOCK_MS * 1.00015 + ((block * 7) % 5) * 4)) slips += 1;
  }
  expect(slips).toBe(0);
});

test('when the sound stands still the pictures wait for it', () => {
  const clock = openMediaClock();
  const now = hear(clock, { from: 0, at: 0, count: 100, jitter: 0 });
  expect(clock.at(now + 60_000)).toBeCloseTo(now / 1000 + 0.2, 2);
});
