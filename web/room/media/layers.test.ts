import { expect, onTestFinished, test, vi } from 'vitest';
import { chooseLayers, layerFor, type Rid } from './layers.ts';

function chooser() {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const asked: [number, Rid][] = [];
  const followed = new Set([1, 2]);
  const layers = chooseLayers((n, rid) => followed.has(n) && asked.push([n, rid]) > 0);
  return { layers, asked, followed };
}

test('a large tile takes the full picture, a small or hidden one a quarter', () => {
  expect([720, 301, 300, 151, 150, 0].map(layerFor)).toEqual(['f', 'f', 'h', 'h', 'q', 'q']);
});

test('a window being dragged asks once, for the size it settles at', () => {
  const { layers, asked } = chooser();
  for (const height of [100, 200, 320, 400]) layers.tileSize(1, height);
  vi.runAllTimers();
  expect(asked).toEqual([[1, 'f']]);
});

test('the same layer is not asked for twice', () => {
  const { layers, asked } = chooser();
  layers.tileSize(1, 200);
  vi.runAllTimers();
  layers.tileSize(1, 220);
  layers.tileSize(2, 90);
  vi.runAllTimers();
  expect(asked).toEqual([
    [1, 'h'],
    [2, 'q'],
  ]);
});

test('a size known before the camera came is asked for when it comes, and again on a new transport', () => {
  const { layers, asked, followed } = chooser();
  layers.tileSize(3, 400);
  vi.runAllTimers();
  expect(asked).toEqual([]);
  followed.add(3);
  layers.followed(3);
  vi.runAllTimers();
  layers.followed(3);
  vi.runAllTimers();
  expect(asked).toEqual([
    [3, 'f'],
    [3, 'f'],
  ]);
});

test('a weak connection is asked for one layer less, audio first for the smallest, and a good one for all again', () => {
  const { layers, asked } = chooser();
  layers.tileSize(1, 400);
  layers.tileSize(2, 200);
  for (const thrift of ['less', 'least', 'all'] as const) {
    layers.spare(thrift);
    vi.runAllTimers();
  }
  expect(asked).toEqual([
    [1, 'h'],
    [2, 'q'],
    [1, 'q'],
    [1, 'f'],
    [2, 'h'],
  ]);
});
