import { expect, test } from 'vitest';
import { fitTiles, GAP } from './grid.ts';

test('one tile takes the box, at most 16:9 wide', () => {
  expect(fitTiles(1, { width: 1600, height: 450 })).toEqual({ width: 800, height: 450 });
});

test('two stand side by side where it is wide and one above the other on a phone', () => {
  const wide = fitTiles(2, { width: 1400, height: 700 });
  expect(wide.width * 2 + GAP).toBeLessThanOrEqual(1400);
  expect(wide.width).toBeGreaterThan(600);
  const phone = fitTiles(2, { width: 366, height: 640 });
  expect(phone.width).toBe(366);
  expect(phone.height * 2 + GAP).toBeLessThanOrEqual(640);
});

test('any number of tiles fits into any box', () => {
  for (const box of [
    { width: 366, height: 600 },
    { width: 1400, height: 760 },
    { width: 700, height: 300 },
  ]) {
    for (let count = 1; count <= 32; count++) {
      const { width, height } = fitTiles(count, box);
      const columns = Math.floor((box.width + GAP) / (width + GAP));
      const rows = Math.ceil(count / columns);
      expect(width).toBeGreaterThan(40);
      expect(rows * height + GAP * (rows - 1)).toBeLessThanOrEqual(box.height);
    }
  }
});

test('a box without room gives tiles without size', () => {
  expect(fitTiles(3, { width: 0, height: 0 })).toEqual({ width: 0, height: 0 });
});
