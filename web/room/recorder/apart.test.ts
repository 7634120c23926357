import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchCrystal, watchSleep, watchSlept, type Watch } from './apart.ts';

const STEP = 20;
let now = 0;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

function pass(ms: number): void {
  for (const until = now + ms; now < until;) {
    now += STEP;
    vi.advanceTimersByTime(STEP);
  }
}

interface Scene {
  /** The sound stands still for so many ms after ten seconds. */
  stands?: number;
  /** And so does the page. */
  sleeps?: boolean;
  /** So much of it is filled with silence, ms. */
  filled?: number;
  /** What the sound's clock gains, a share of the time. */
  gains?: number;
  /** What every tenth word of the sound is read late by, ms. */
  late?: number;
}

/** A word of the sound every 20 ms, for a minute of it. */
function hear(watch: Watch, { stands = 0, sleeps = false, filled = 0, gains = 0, late = 0 }: Scene): void {
  for (let word = 0; word < 3_000; word++) {
    if (word === 500) {
      if (sleeps) now += stands;
      else pass(stands);
    }
    const mixedMs = word * STEP * (1 + gains);
    const fileMs = mixedMs + (word >= 500 ? filled : 0);
    watch.hears({ now: now + (word % 10 === 0 ? late : 0), mixedMs, fileMs });
    pass(STEP);
  }
  watch.close();
}

/** What was told of the scene. */
function told(watch: (onApart: (goodMs: number) => void) => Watch, scene: Scene): number[] {
  const words: number[] = [];
  hear(
    watch((goodMs) => words.push(goodMs)),
    scene,
  );
  return words;
}

test('a sleep is noticed once, and what was recorded before it is good, to the last word of it', () => {
  expect(told(watchSleep, { stands: 5_000, sleeps: true })).toEqual([9_980]);
  expect(told(watchSleep, { stands: 5_000, sleeps: true, filled: 5_000 })).toEqual([9_980]);
  expect(told(watchSleep, { stands: 3_060, sleeps: true })).toEqual([9_980]);
});

test('a short standstill of all is none, and neither is one of the sound alone, however long', () => {
  expect(told(watchSleep, { stands: 2_900, sleeps: true })).toEqual([]);
  expect(told(watchSleep, { stands: 30_000 })).toEqual([]);
  expect(told(watchSleep, {})).toEqual([]);
});

test.each([
  ['alone', 200],
  ['meeting', 1_000],
] as const)('late words, and what is filled, do not bring a sound apart from its time: %s', (of, most) => {
  const watch = (onApart: (goodMs: number) => void) => watchCrystal(of, onApart);
  expect(told(watch, { late: 5_000 })).toEqual([]);
  expect(told(watch, { stands: most - STEP })).toEqual([]);
  expect(told(watch, { stands: 4_000, filled: 4_000 })).toEqual([]);
  expect(told(watch, { stands: most + STEP })).toEqual([9_980]);
});

test('a clock that runs away in the course of hours is noticed once', () => {
  expect(told((onApart) => watchCrystal('alone', onApart), { gains: 0.01 })).toHaveLength(1);
  expect(told((onApart) => watchCrystal('meeting', onApart), { gains: 0.01 })).toEqual([]);
  expect(told((onApart) => watchCrystal('meeting', onApart), { gains: 0.03 })).toHaveLength(1);
});

test('a page whose clock stood still finds the beginning at another time; knowing it better is no sleep', () => {
  const onApart = vi.fn();
  let asked = 5_000;
  const stop = watchSlept(() => asked, onApart);
  pass(1_000);
  asked += 400;
  pass(60_000);
  expect(onApart).not.toHaveBeenCalled();
  asked -= 30_000;
  pass(1_000);
  expect(onApart).toHaveBeenLastCalledWith(61_000);
  stop();
});
