import { expect, test } from 'vitest';
import { createBrake } from './brake.ts';

const socket = {} as WebSocket;

test('a burst passes, more is refused once in words, and a flood ends the socket', () => {
  const brake = createBrake();
  const verdicts = Array.from({ length: 600 }, () => brake.take(socket, 0));
  expect(verdicts.slice(0, 200).every((verdict) => verdict === 'pass')).toBe(true);
  expect(verdicts[200]).toBe('refuse');
  expect(verdicts[201]).toBe('silent');
  expect(verdicts.at(-1)).toBe('flood');
});

test('who slows down is heard again', () => {
  const brake = createBrake();
  for (let i = 0; i < 210; i++) brake.take(socket, 0);
  expect(brake.take(socket, 1_000)).toBe('pass');
});
