import { expect, test } from 'vitest';
import type { Person } from '../../../wire/room.ts';
import { seatPeople } from '../seating.ts';
import { leftAlone, listNames } from './who.ts';

const person = (n: number, role: Person['role'], more: Partial<Person> = {}): Person => ({
  n,
  role,
  name: `${role} ${n}`,
  mic: false,
  cam: false,
  screen: false,
  hand: false,
  away: false,
  q: 3,
  ...more,
});
const room = (...people: Person[]) => new Map(people.map((one) => [one.n, one]));

test('the Participant comes first, Guests who show or say nothing watch', () => {
  const { tiles, watchers } = seatPeople(
    room(person(1, 'researcher'), person(2, 'guest'), person(3, 'participant'), person(4, 'guest', { mic: true })),
  );
  expect(tiles.map(({ n }) => n)).toEqual([3, 1, 4]);
  expect(watchers.map(({ n }) => n)).toEqual([2]);
});

test('the last Researcher is told whom they leave alone', () => {
  expect(leftAlone(room(person(1, 'researcher'), person(2, 'participant')), 1)).toBe('participant 2');
  expect(leftAlone(room(person(1, 'researcher'), person(2, 'participant'), person(3, 'researcher')), 1)).toBeNull();
  expect(leftAlone(room(person(1, 'researcher'), person(4, 'guest')), 1)).toBeNull();
  expect(leftAlone(room(person(1, 'researcher'), person(2, 'participant')), 2)).toBeNull();
});

test('names are listed until there are too many', () => {
  expect(listNames(['Ana'])).toBe('Ana');
  expect(listNames(['Ana', 'Bo'])).toBe('Ana and Bo');
  expect(listNames(['Ana', 'Bo', 'Cy'])).toBe('Ana, Bo and Cy');
  expect(listNames(['Ana', 'Bo', 'Cy', 'Di'])).toBe('Ana, Bo and 2 others');
});
