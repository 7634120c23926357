import { expect, test } from 'vitest';
import type { RoomMessage } from '../../wire/room.ts';
import { chances, garble } from './garble.ts';
import { isBeyondRole } from './judge.ts';

const guest = { role: 'guest', n: 3 } as const;
const participant = { role: 'participant', n: 2 } as const;
const researcher = { role: 'researcher', n: 4 } as const;
const line = { id: 'x', n: 2, name: 'Pat', role: 'participant', text: 'Hi', at: '' } as const;

test('what everybody may do themselves is within the role', () => {
  const own: RoomMessage[] = [
    { t: 'set', n: 3, mic: true },
    { t: 'out', n: 3, why: 'left' },
  ];
  for (const message of own) expect(isBeyondRole(guest, message)).toBe(false);
  expect(isBeyondRole(participant, { t: 'chat', line: { ...line, to: 'all' } })).toBe(false);
  expect(isBeyondRole(researcher, { t: 'out', n: 2, why: 'removed' })).toBe(false);
});

test('what only a host control could bring about is beyond a Guest, and an end beyond everybody in this run', () => {
  const beyond: RoomMessage[] = [
    { t: 'set', n: 1, mic: false },
    { t: 'set', n: 3, screen: true },
    { t: 'out', n: 1, why: 'removed' },
    { t: 'out', n: 3, why: 'removed' },
    { t: 'stopped', kind: 'mic', by: 'Gus' },
    { t: 'gone', why: 'ended' },
    { t: 'unnote', id: 'x' },
  ];
  for (const message of beyond) expect(isBeyondRole(guest, message)).toBe(true);
  expect(isBeyondRole(participant, { t: 'chat', line: { ...line, to: 'backroom' } })).toBe(true);
  expect(isBeyondRole(guest, { t: 'chat', line: { ...line, to: 'all' } })).toBe(true);
  expect(isBeyondRole(researcher, { t: 'gone', why: 'ended' })).toBe(true);
});

test('the same seed gives the same messages, another seed others', () => {
  const some = (seed: number) => {
    const chance = chances(seed);
    return Array.from({ length: 50 }, () => garble(chance));
  };
  expect(some(1)).toEqual(some(1));
  expect(some(1)).not.toEqual(some(2));
});
