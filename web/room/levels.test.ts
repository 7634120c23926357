import { expect, test } from 'vitest';
import { createListener, LISTEN_EVERY } from './levels.ts';

/** Looks once for each entry; answers who speaks after the last. */
function room() {
  const listen = createListener();
  let now = 0;
  let last: readonly number[] = [];
  return (looks: number, levels: Record<number, number>) => {
    for (let i = 0; i < looks; i++) {
      now += LISTEN_EVERY;
      last = listen(new Map(Object.entries(levels).map(([n, level]) => [Number(n), level])), now);
    }
    return last;
  };
}

test('a voice is heard from its second look on, a click never', () => {
  const hear = room();
  expect(hear(1, { 1: 0.5 })).toEqual([]);
  expect(hear(1, { 1: 0 })).toEqual([]);
  hear(1, { 1: 0.2 });
  expect(hear(1, { 1: 0.2 })).toEqual([1]);
});

test('a quiet room is not a voice, and a quiet voice is one', () => {
  expect(room()(10, { 1: 0.014 })).toEqual([]);
  expect(room()(2, { 1: 0.015 })).toEqual([1]);
});

test('a pause within a sentence keeps the floor, a longer one gives it up', () => {
  const hear = room();
  hear(5, { 1: 0.2 });
  expect(hear(6, { 1: 0 })).toEqual([1]);
  expect(hear(1, { 1: 0 })).toEqual([]);
});

test('whoever speaks first keeps the floor while another says yes, and loses it when they stop', () => {
  const hear = room();
  hear(5, { 1: 0.2 });
  expect(hear(3, { 1: 0.2, 2: 0.2 })).toEqual([1, 2]);
  expect(hear(7, { 1: 0, 2: 0.2 })).toEqual([2]);
});

test('a hum that never pauses loses the floor to a voice that is clearly louder for a while', () => {
  const hear = room();
  hear(20, { 1: 0.03 });
  expect(hear(4, { 1: 0.03, 2: 0.3 })).toEqual([1, 2]);
  expect(hear(10, { 1: 0.03, 2: 0.3 })).toEqual([2, 1]);
});

test('somebody who is gone is not heard any more', () => {
  const hear = room();
  hear(5, { 1: 0.2, 2: 0.2 });
  expect(hear(8, { 2: 0.2 })).toEqual([2]);
});

test('nothing changed is the same list', () => {
  const hear = room();
  const before = hear(5, { 1: 0.2 });
  expect(hear(5, { 1: 0.3 })).toBe(before);
});
