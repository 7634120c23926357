import { expect, test } from 'vitest';
import { shownCamera } from './picture.ts';

const sizeOf = (width: number, height: number) => {
  const shown = shownCamera({ width, height });
  return [shown.width, shown.height];
};

test('a camera is kept as large as it is published, up to 720p and in its own shape', () => {
  expect(sizeOf(640, 360)).toEqual([640, 360]);
  expect(sizeOf(1280, 720)).toEqual([1280, 720]);
  expect(sizeOf(1920, 1080)).toEqual([1280, 720]);
  expect(sizeOf(1600, 1200)).toEqual([960, 720]);
  expect(sizeOf(720, 1280)).toEqual([406, 720]);
});

test('its sides are even numbers, as H.264 wants them, and a camera that does not say its size has the room’s', () => {
  expect(sizeOf(641, 361)).toEqual([642, 362]);
  expect(sizeOf(1, 1)).toEqual([2, 2]);
  expect(shownCamera()).toEqual({ view: 'camera', width: 640, height: 360 });
});
