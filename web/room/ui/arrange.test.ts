import { expect, test } from 'vitest';
import type { Person } from '../../../wire/room.ts';
import type { Scene } from './arrange.ts';
import { arrange } from './arrange.ts';

const ME = 1;
function person(n: number, change: Partial<Person> = {}): Person {
  const off = { mic: false, cam: false, screen: false, hand: false, away: false };
  return { n, role: 'researcher', name: `Person ${n}`, q: 3, ...off, ...change };
}
function scene(count: number, change: Partial<Scene> = {}): Scene {
  const tiles = Array.from({ length: count }, (_, index) => person(index + 1));
  return { tiles, me: ME, floor: null, layout: 'auto', pinned: null, hideSelf: false, isPhone: false, ...change };
}
/** Who is large, and the rest. */
function seen(scene: Scene): [large: number | null, rest: number[]] {
  const made = arrange(scene);
  const large = made.kind === 'speaker' ? made.large.n : null;
  return [large, made.rest.map(({ n }) => n)];
}

test('a few are seen side by side, many with whoever speaks large', () => {
  expect(seen(scene(6, { floor: 3 }))).toEqual([null, [1, 2, 3, 4, 5, 6]]);
  expect(seen(scene(7, { floor: 3 }))).toEqual([3, [1, 2, 4, 5, 6, 7]]);
  expect(seen(scene(5, { floor: 3, isPhone: true }))).toEqual([3, [1, 2, 4, 5]]);
});

test('the chosen layout holds for any number', () => {
  expect(seen(scene(20, { layout: 'grid', floor: 3 }))[0]).toBeNull();
  expect(seen(scene(2, { layout: 'speaker', floor: 2 }))).toEqual([2, [1]]);
});

test('before anybody has spoken another person is large, and oneself only when alone', () => {
  expect(seen(scene(3, { layout: 'speaker' }))).toEqual([2, [1, 3]]);
  expect(seen(scene(1, { layout: 'speaker' }))).toEqual([1, []]);
});

test('somebody pinned is large in every layout, whoever speaks, until they are gone', () => {
  for (const layout of ['auto', 'grid', 'speaker'] as const)
    expect(seen(scene(4, { layout, pinned: 4, floor: 2 }))).toEqual([4, [2, 1, 3]]);
  expect(seen(scene(4, { pinned: 9 }))).toEqual([null, [1, 2, 3, 4]]);
});

test('a shared screen takes the large place, with whom one pinned and who speaks first in its strip', () => {
  const sharing = scene(5, { floor: 4, pinned: 5 });
  sharing.tiles = sharing.tiles.map((one) => (one.n === 2 ? { ...one, screen: true } : one));
  expect(arrange(sharing)).toMatchObject({ kind: 'screen', sharer: { n: 2 } });
  expect(seen(sharing)[1]).toEqual([5, 4, 1, 2, 3]);
});

test('whoever shares goes on seeing the others as before', () => {
  const sharing = scene(3);
  sharing.tiles = sharing.tiles.map((one) => (one.n === ME ? { ...one, screen: true } : one));
  expect(arrange(sharing).kind).toBe('grid');
});

test('without self view only the others are seen, and nobody when alone', () => {
  expect(seen(scene(3, { hideSelf: true }))).toEqual([null, [2, 3]]);
  expect(seen(scene(1, { hideSelf: true, layout: 'speaker' }))).toEqual([null, []]);
});
