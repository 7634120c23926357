import { expect, test } from 'vitest';
import { CAMERA_STEPS, openPace } from './pace.ts';

/** Runs `seconds` of 10 ms looks on a machine that manages a picture only so often (hundredths of a second). */
function run(pace: ReturnType<typeof openPace>, from: number, seconds: number, manages: number): number {
  let made = 0;
  let freeAt = 0;
  for (let now = from * 100; now < (from + seconds) * 100; now++) {
    const slot = pace.due(now / 100);
    if (slot === null) continue;
    const isFree = now >= freeAt;
    pace.took(slot, isFree ? 'kept' : 'missed');
    if (!isFree) continue;
    freeAt = now + manages;
    made++;
  }
  return made;
}

test('a machine that keeps up makes 25 pictures a second', () => {
  expect(run(openPace(), 0, 10, 1)).toBe(250);
});

test('a slot is used once', () => {
  const pace = openPace();
  expect(pace.due(1.01)).toBe(100);
  pace.took(100, 'kept');
  expect(pace.due(1.02)).toBeNull();
  expect(pace.due(1.04)).toBe(104);
});

test('the wait reaches to the beginning of the next slot', () => {
  expect(openPace().wait(1.01)).toBeCloseTo(0.03);
  expect(openPace().wait(1.04)).toBeCloseTo(0.04);
});

test('a machine that cannot keep up is asked for fewer pictures, evenly', () => {
  const pace = openPace();
  run(pace, 0, 20, 8);
  expect(pace.step()).toBe(8);
  expect(run(pace, 20, 10, 8)).toBe(125);
});

test('the pace rises again once the machine is free', () => {
  const pace = openPace();
  run(pace, 0, 8, 6);
  expect(pace.step()).toBe(6);
  run(pace, 8, 200, 1);
  expect(pace.step()).toBe(4);
});

test('the turmoil in which a call begins is forgotten within a minute, a pace that cannot be kept is not', () => {
  const pace = openPace();
  run(pace, 0, 8, 8);
  expect(pace.step()).toBe(8);
  run(pace, 8, 40, 1);
  expect(pace.step()).toBe(4);

  const slow = openPace();
  const steps: number[] = [];
  for (let from = 0; from < 300; from += 2) {
    run(slow, from, 2, 6);
    steps.push(slow.step());
  }
  const tries = steps.flatMap((step, index) => (step < (steps[index - 1] ?? 0) && index > 5 ? [index] : []));
  expect(tries.length).toBeGreaterThan(1);
  expect(tries.length).toBeLessThan(8);
});

test('it never goes below 10 a second, nor does a stall of a second make it', () => {
  const pace = openPace();
  run(pace, 0, 60, 100);
  expect(pace.step()).toBe(10);
});

test('one’s own camera all but stops on a machine that has no time for it, and comes back', () => {
  const pace = openPace(CAMERA_STEPS);
  run(pace, 0, 60, 99);
  expect(pace.step()).toBe(100);
  run(pace, 60, 600, 1);
  expect(pace.step()).toBe(4);
});
