import { expect, test } from 'vitest';
import type { Person } from '../../wire/room.ts';
import { createListenedTo } from './listened-to.ts';

const person = (n: number, cam = true): [number, Person] => [
  n,
  { n, role: 'guest', name: `Person ${n}`, mic: true, cam, screen: false, hand: false, away: false, q: 3 },
];
const people = new Map([person(1), person(2), person(3, false)]);

test('who has spoken for a while is shown, and stays while nobody speaks', () => {
  const ask = createListenedTo();
  expect(ask([1], people, 0)).toBeNull();
  expect(ask([1], people, 2_499)).toBeNull();
  expect(ask([1], people, 2_500)).toBe(1);
  expect(ask([], people, 60_000)).toBe(1);
});

test('a short word of another one moves nothing, a longer one does', () => {
  const ask = createListenedTo();
  ask([1], people, 0);
  expect(ask([1], people, 3_000)).toBe(1);
  expect(ask([2], people, 4_000)).toBe(1);
  expect(ask([], people, 6_000)).toBe(1);
  expect(ask([2], people, 8_000)).toBe(1);
  expect(ask([2, 1], people, 10_500)).toBe(2);
});

test('a voice without a camera takes no place from a face', () => {
  const ask = createListenedTo();
  ask([3, 2], people, 0);
  expect(ask([3, 2], people, 3_000)).toBe(2);
  ask([3], people, 4_000);
  expect(ask([3], people, 9_000)).toBe(2);
});
