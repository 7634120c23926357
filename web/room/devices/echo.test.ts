import { expect, test } from 'vitest';
import { createEchoEar } from './echo.ts';

const LOOK = 200;

/** Phrases of 0.6 to 2 s with pauses like them, the same ones for the same seed: loudness look by look, 0 to 1. */
function talk(looks: number, seed: number): number[] {
  let state = seed;
  const random = () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
  const levels: number[] = [];
  for (let speaks = true; levels.length < looks; speaks = !speaks) {
    const length = 3 + Math.floor(random() * 7);
    for (let look = 0; look < length; look++) levels.push(speaks ? 0.1 + random() * 0.2 : 0);
  }
  return levels.slice(0, looks);
}

/** When the ear says so, ms. */
function told(own: number[], others: number[]): number[] {
  const ear = createEchoEar();
  return others.flatMap((level, index) => (ear(own[index] ?? 0, level, index * LOOK) ? [index * LOOK] : []));
}
const delayed = (levels: number[], looks: number, gain: number) =>
  levels.map((_, index) => (levels[index - looks] ?? 0) * gain);

test('the others’ voices that come back through the microphone are told within a quarter of a minute, and once in five', () => {
  const others = talk(5 * 300, 7);
  for (const lag of [0, 1, 3]) {
    const [first = Infinity, second] = told(delayed(others, lag, 0.4), others);
    expect(first).toBeLessThanOrEqual(15_000);
    expect(second).toBeUndefined();
  }
  const longer = talk(5 * 400, 7);
  const times = told(delayed(longer, 1, 0.4), longer);
  expect(times).toHaveLength(2);
  expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(300_000);
});

test('sound that comes back later than a speaker could is not an echo', () => {
  const others = talk(300, 7);
  expect(told(delayed(others, 8, 0.4), others)).toEqual([]);
});

test('people who take turns, who talk at once, a fan and silence are no echo', () => {
  for (const seed of [3, 11, 29, 101]) {
    const others = talk(600, seed);
    const answers = others.map((level) => (level > 0 ? 0 : 0.2));
    expect(told(answers, others)).toEqual([]);
    expect(told(talk(600, seed + 1_000), others)).toEqual([]);
    expect(
      told(
        others.map(() => 0.1),
        others,
      ),
    ).toEqual([]);
    expect(
      told(
        others.map(() => 0),
        others,
      ),
    ).toEqual([]);
  }
});

test('what comes back too quietly to disturb is left alone', () => {
  const others = talk(300, 7);
  expect(told(delayed(others, 1, 0.03), others)).toEqual([]);
});

test('somebody who never pauses tells nothing', () => {
  const drone = Array.from({ length: 300 }, (_, index) => 0.2 + (index % 3) * 0.05);
  expect(told(delayed(drone, 1, 0.5), drone)).toEqual([]);
});
