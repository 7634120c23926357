import { expect, test } from 'vitest';
import type { Person } from '../../../wire/room.ts';
import type { Arrangement } from './arrange.ts';
import type { Box, Rect } from './place.ts';
import { place } from './place.ts';

const off = { mic: false, cam: false, screen: false, hand: false, away: false };
const people = (count: number): Person[] =>
  Array.from({ length: count }, (_, n) => ({ n, role: 'guest', name: `Guest ${n}`, q: 3, ...off }));
const BOXES: Record<string, Box> = {
  desktop: { width: 1416, height: 760 },
  phone: { width: 336, height: 500 },
  'phone on its side': { width: 760, height: 220 },
  'zoomed to 200 %': { width: 696, height: 300 },
};

function made(kind: Arrangement['kind'], count: number): Arrangement {
  const [one, ...rest] = people(count);
  if (kind === 'grid' || !one) return { kind: 'grid', rest: people(count) };
  return kind === 'speaker' ? { kind, large: one, rest } : { kind, sharer: one, rest: people(count) };
}
const overlap = (a: Rect, b: Rect) =>
  a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height && b.top < a.top + a.height;

for (const [name, box] of Object.entries(BOXES)) {
  test(`on a ${name} nothing overlaps or sticks out, and every person is on one page`, () => {
    for (const kind of ['grid', 'speaker', 'screen'] as const) {
      for (let count = 1; count <= 32; count++) {
        const { pages } = place(made(kind, count), box, 0);
        const found: number[] = [];
        for (let page = 0; page < pages; page++) {
          const places = place(made(kind, count), box, page);
          const rects = [...places.people.values(), ...(places.screen ? [places.screen] : [])];
          for (const [index, rect] of rects.entries()) {
            expect(Math.min(rect.left, rect.top)).toBeGreaterThanOrEqual(0);
            expect(rect.left + rect.width).toBeLessThanOrEqual(box.width);
            expect(rect.top + rect.height).toBeLessThanOrEqual(box.height);
            expect(Math.min(rect.width, rect.height)).toBeGreaterThan(40);
            expect(rects.slice(index + 1).some((other) => overlap(rect, other))).toBe(false);
          }
          found.push(...places.people.keys());
        }
        expect(new Set(found).size).toBe(count);
      }
    }
  });
}

test('a page of the grid has 16 faces at most, 6 on a phone', () => {
  const { desktop, phone } = BOXES as { desktop: Box; phone: Box };
  expect([16, 17].map((count) => place(made('grid', count), desktop, 0).pages)).toEqual([1, 2]);
  expect([6, 7].map((count) => place(made('grid', count), phone, 0).pages)).toEqual([1, 2]);
});

test('three fit into the strip of a phone', () => {
  for (const box of [
    { width: 336, height: 500 },
    { width: 366, height: 600 },
    { width: 820, height: 250 },
  ]) {
    expect(place(made('screen', 3), box, 0).pages).toBe(1);
  }
});

test('a page that is no more there is the last one', () => {
  expect(place(made('grid', 17), { width: 1416, height: 760 }, 5)).toMatchObject({ page: 1, pages: 2 });
});

test('a shared screen has at least half of the box', () => {
  for (const box of Object.values(BOXES)) {
    const { screen } = place(made('screen', 8), box, 0);
    expect((screen?.width ?? 0) * (screen?.height ?? 0)).toBeGreaterThan((box.width * box.height) / 2);
  }
});
