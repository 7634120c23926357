import { expect, test } from 'vitest';
import { placeTiles, type Place } from './layout.ts';

const cams = (count: number) => Array.from({ length: count }, () => ({ kind: 'cam' as const }));
const overlaps = (a: Place, b: Place) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
const inside = ({ x, y, width, height }: Place) => x >= 0 && y >= 0 && x + width <= 1280 && y + height <= 720;

test('nobody leaves an empty picture', () => {
  expect(placeTiles([], 1280, 720)).toEqual([]);
});

test('one person fills the picture', () => {
  const [place] = placeTiles(cams(1), 1280, 720);
  expect(place?.width).toBeGreaterThan(1200);
});

test('the third of three stands centred below the other two', () => {
  const [first, second, third] = placeTiles(cams(3), 1280, 720);
  expect(first?.y).toBe(second?.y);
  expect(third?.y).toBeGreaterThan((first?.y ?? 0) + (first?.height ?? 0));
  expect((third?.x ?? 0) + (third?.width ?? 0) / 2).toBeCloseTo(640, -1);
});

test('a shared screen is large, wherever it stands in the order, and the others small at its right', () => {
  const [first, screen, last] = placeTiles([{ kind: 'cam' }, { kind: 'screen' }, { kind: 'cam' }], 1280, 720);
  expect(screen?.width).toBeGreaterThan(1000);
  expect(first?.width).toBeLessThan(250);
  expect(first?.x).toBeGreaterThan((screen?.x ?? 0) + (screen?.width ?? 0));
  expect(last?.y).toBeGreaterThan(first?.y ?? 0);
});

test('from three on, who speaks is large, with its shape, and the others at its right large enough to be read', () => {
  for (const count of [3, 4, 6]) {
    const places = placeTiles(
      cams(count).map((tile, index) => ({ ...tile, speaks: index === 1 })),
      1280,
      720,
    );
    const [first, speaker, third] = places;
    expect(speaker?.width).toBeGreaterThan(800);
    expect((speaker?.width ?? 0) / (speaker?.height ?? 1)).toBeCloseTo(16 / 9, 1);
    expect(first?.height).toBeGreaterThan(count > 4 ? 120 : 220);
    expect(first?.x).toBeGreaterThan((speaker?.x ?? 0) + (speaker?.width ?? 0));
    expect(third?.y).toBeGreaterThan(first?.y ?? 0);
    expect(places.every(inside)).toBe(true);
  }
});

test('of two nobody gets larger, and who speaks stays small beside a shared screen', () => {
  const two = [{ kind: 'cam' as const, speaks: true }, { kind: 'cam' as const }];
  expect(placeTiles(two, 1280, 720)).toEqual(placeTiles(cams(2), 1280, 720));
  const [speaker] = placeTiles([{ kind: 'cam', speaks: true }, { kind: 'cam' }, { kind: 'screen' }], 1280, 720);
  expect(speaker?.width).toBeLessThan(250);
});

test('a screen shared by the only person with a tile fills the picture', () => {
  expect(placeTiles([{ kind: 'screen' }], 1280, 720)[0]?.width).toBeGreaterThan(1200);
});

test('32 tiles fit without overlap, with and without a shared screen or a speaker', () => {
  for (const tiles of [
    cams(32),
    [{ kind: 'screen' as const }, ...cams(31)],
    [{ kind: 'cam' as const, speaks: true }, ...cams(31)],
  ]) {
    const places = placeTiles(tiles, 1280, 720);
    expect(places.every(inside)).toBe(true);
    places.forEach((place, index) => {
      expect(place.width).toBeGreaterThan(10);
      expect(places.slice(index + 1).some((other) => overlaps(place, other))).toBe(false);
    });
  }
});
