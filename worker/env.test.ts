import { expect, test } from 'vitest';
import { SEATS_MAX } from '../wire/limits.ts';
import { seatsMax } from './env.ts';

test('a Room holds as many as the deployment says, or as we do', () => {
  expect(seatsMax({})).toBe(SEATS_MAX);
  expect(seatsMax({ ROOM_SEATS_MAX: '' })).toBe(SEATS_MAX);
  expect(seatsMax({ ROOM_SEATS_MAX: 'many' })).toBe(SEATS_MAX);
  expect(seatsMax({ ROOM_SEATS_MAX: '1000' })).toBe(1_000);
});
