import { expect, test } from 'vitest';
import { createFill } from './fill.ts';
import { SOUND_BLOCK } from './sound.ts';

const [speech, silence] = [() => false, () => true];

test('what is missing is given where nobody speaks, in whole blocks, and the rest is kept for the next time', () => {
  const fill = createFill();
  fill.owe(3.5 * SOUND_BLOCK);
  expect([fill.after(speech), fill.after(speech), fill.after(silence), fill.after(silence)]).toEqual([0, 0, 3, 0]);
  fill.owe(SOUND_BLOCK / 2);
  expect(fill.after(silence)).toBe(1);
  expect(fill.given()).toBe(4 * SOUND_BLOCK);
});

test('who speaks without a breath for ten seconds is interrupted', () => {
  const fill = createFill();
  fill.owe(SOUND_BLOCK);
  const given = Array.from({ length: 480 }, () => fill.after(speech));
  expect(given.indexOf(1)).toBe(469);
  expect(fill.given()).toBe(SOUND_BLOCK);
});

test('what was given for nothing is left out again, block by block, of silence only', () => {
  const fill = createFill();
  fill.owe(2 * SOUND_BLOCK);
  expect(fill.after(silence)).toBe(2);
  fill.owe(-2 * SOUND_BLOCK);
  expect(Array.from({ length: 500 }, () => fill.after(speech)).every((blocks) => blocks === 0)).toBe(true);
  expect([fill.after(silence), fill.after(silence), fill.after(silence)]).toEqual([-1, -1, 0]);
  expect(fill.given()).toBe(0);
});

test('what was not given yet is not given at all when it was not missing', () => {
  const fill = createFill();
  fill.owe(2 * SOUND_BLOCK);
  fill.owe(-2 * SOUND_BLOCK);
  expect(fill.after(silence)).toBe(0);
});
