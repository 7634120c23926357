import { expect, test } from 'vitest';
import { createRoomClock } from './room-clock.ts';

/** A Room whose time is `ahead` of this page's, ms; questions take `there` and answers `back` ms. */
function page(ahead: number) {
  let now = 1_000;
  let wall = 500_000;
  let asked = 0;
  const clock = createRoomClock(
    () => (asked += 1),
    () => now,
    () => now + wall,
  );
  return {
    clock,
    asked: () => asked,
    wait: (ms: number) => (now += ms),
    sleep: (ms: number) => {
      wall += ms;
      ahead += ms;
    },
    /** The Room's time. */
    there: () => now + ahead,
    word: (delay: number) => {
      const at = now + ahead;
      now += delay;
      clock.heard(at);
    },
    answer: (there: number, back: number) => {
      now += there;
      const at = now + ahead;
      now += back;
      clock.heardNow(at);
    },
  };
}

test('of one word nobody knows how long it was on its way: the one that was quickest counts', () => {
  const { clock, word, there } = page(70_000);
  word(90);
  word(20);
  word(60);
  expect(clock.here(there()) - clock.here(there() - 1_000)).toBe(1_000);
  expect(clock.here(71_000)).toBe(1_000 + 20);
});

test('answers tell the difference of the clocks to half of what they take, the quickest of five', () => {
  const { clock, word, answer, asked } = page(70_000);
  word(300);
  clock.compare();
  for (const [there, back] of [
    [40, 90],
    [12, 8],
    [200, 20],
    [60, 10],
    [9, 30],
  ] as const) {
    answer(there, back);
  }
  expect(asked()).toBe(5);
  expect(clock.here(71_000)).toBeCloseTo(1_000 - 2, 6);
});

test('a slow answer after a quick one teaches nothing, a quick word does when it could not be true otherwise', () => {
  const { clock, word, answer } = page(70_000);
  clock.compare();
  answer(5, 5);
  answer(0, 400);
  word(3_000);
  expect(clock.here(71_000)).toBeCloseTo(1_000, 6);
});

test('after hours an ordinary answer is better than the best one of before', () => {
  const { clock, answer, wait } = page(70_000);
  clock.compare();
  answer(2, 2);
  wait(3 * 3_600_000);
  clock.compare();
  answer(30, 10);
  expect(clock.here(71_000)).toBeCloseTo(1_000 - 10, 6);
});

test('a sleep in which the page’s own clock stood still is noticed and asked about', () => {
  const { clock, answer, asked, sleep } = page(70_000);
  clock.compare();
  for (let i = 0; i < 5; i++) answer(5, 5);
  sleep(30_000);
  expect(clock.here(71_000)).toBeCloseTo(1_000, 6);
  expect(asked()).toBe(6);
  for (let i = 0; i < 5; i++) answer(20, 20);
  expect(clock.here(71_000)).toBeCloseTo(1_000 - 30_000, 6);
  clock.here(71_000);
  expect(asked()).toBe(10);
});

test('a question that was lost with its socket is asked again later, and its answer alone is of no use', () => {
  const { clock, asked, wait, answer } = page(70_000);
  clock.compare();
  clock.compare();
  expect(asked()).toBe(1);
  wait(6_000);
  clock.compare();
  expect(asked()).toBe(2);
  for (let i = 0; i < 5; i++) answer(5, 5);
  const before = clock.here(71_000);
  answer(5, 5_000);
  expect(clock.here(71_000)).toBe(before);
});
