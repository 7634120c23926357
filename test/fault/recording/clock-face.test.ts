import { expect, test } from 'vitest';
import { checkOf, FACE, readFace } from './clock-face.ts';

const wordOf = (at: number, person: number) => {
  const told = (Math.floor(at / FACE.unit) % 2 ** 24) * 8 + person;
  return told * 32 + checkOf(told);
};

test('a clock is read back to its step, whoever wears it', () => {
  const at = 1_795_000_123_450;
  for (const person of [1, 7]) expect(readFace(wordOf(at, person), at + 90_000)).toEqual({ person, at });
});

test('a clock is read across the turn of its 24 bits', () => {
  const at = 2 ** 24 * FACE.unit * 10_700 - 20;
  expect(readFace(wordOf(at, 2), at + 60_000)).toEqual({ person: 2, at });
  expect(readFace(wordOf(at + 60_000, 2), at)).toEqual({ person: 2, at: at + 60_000 });
});

test('cells that are no clock are not taken for one', () => {
  const word = wordOf(1_795_000_123_450, 3);
  expect(readFace(word + 1, 1_795_000_123_450)).toBeNull();
});
