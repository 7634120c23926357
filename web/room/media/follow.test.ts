import { expect, test } from 'vitest';
import type { Person } from '../../../wire/room.ts';
import { createFollower } from './follow.ts';

function startFollower() {
  const transceivers: { mid: string; receiver: { track: { id: string } } }[] = [];
  const said: string[] = [];
  const pc = { getTransceivers: () => transceivers as unknown as RTCRtpTransceiver[] };
  const follower = createFollower(pc, (n, kind, track) => said.push(`${n}:${kind} ${track?.id ?? 'gone'}`));
  const offer = (...mids: string[]) => {
    for (const mid of mids) transceivers.push({ mid, receiver: { track: { id: `track of ${mid}` } } });
  };
  return { follower, said, offer };
}
const person = (n: number, flags: Partial<Person> = {}): Person => ({
  n,
  role: 'guest',
  name: 'Ada',
  mic: true,
  cam: true,
  screen: false,
  hand: false,
  away: false,
  q: 3,
  ...flags,
});

test('tracks are told with whose they are, and their end too', () => {
  const { follower, said, offer } = startFollower();
  offer('3', '4');
  follower.begin([
    { mid: '3', n: 1, kind: 'mic' },
    { mid: '4', n: 1, kind: 'cam' },
  ]);
  expect(follower.midOf(1, 'cam')).toBe('4');
  follower.end(['4', 'unknown']);
  expect(said).toEqual(['1:mic track of 3', '1:cam track of 4', '1:cam gone']);
});

test('the end of an old track does not take away the new one of the same camera', () => {
  const { follower, said, offer } = startFollower();
  offer('3', '5');
  follower.begin([{ mid: '3', n: 1, kind: 'cam' }]);
  follower.begin([{ mid: '5', n: 1, kind: 'cam' }]);
  follower.end(['3']);
  expect(said).toEqual(['1:cam track of 3', '1:cam track of 5']);
  expect(follower.midOf(1, 'cam')).toBe('5');
});

test('after a lost socket only those who are still there and show something are kept', () => {
  const { follower, said, offer } = startFollower();
  offer('3', '4', '5');
  follower.begin([
    { mid: '3', n: 1, kind: 'mic' },
    { mid: '4', n: 1, kind: 'cam' },
    { mid: '5', n: 2, kind: 'mic' },
  ]);
  said.length = 0;
  follower.keepOnly([person(1, { cam: false, mic: false })]);
  expect(said).toEqual(['1:cam gone', '2:mic gone']);
});
