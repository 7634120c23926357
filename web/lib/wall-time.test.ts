import { expect, test } from 'vitest';
import { instantOf, wallTimeFate, wallTimeOf } from './wall-time.ts';

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());

test('a wall time in a zone is one instant, and back', () => {
  const wall = { date: '2025-10-14', time: '16:00' };
  expect(iso(instantOf(wall, 'Asia/Kolkata'))).toBe('2025-10-14T10:30:00.000Z');
  expect(wallTimeOf(Date.parse('2025-10-14T10:30:00Z'), 'Asia/Kolkata')).toEqual(wall);
});

test('the offset of the day itself counts, not that of today', () => {
  expect(iso(instantOf({ date: '2026-01-14', time: '09:00' }, 'America/New_York'))).toBe('2026-01-14T14:00:00.000Z');
  expect(iso(instantOf({ date: '2026-07-14', time: '09:00' }, 'America/New_York'))).toBe('2026-07-14T13:00:00.000Z');
});

test('a time that clocks skip is known not to exist and moves on', () => {
  const skipped = { date: '2026-03-29', time: '02:30' };
  expect(wallTimeFate(skipped, 'Europe/Berlin')).toBe('skipped');
  expect(iso(instantOf(skipped, 'Europe/Berlin'))).toBe('2026-03-29T01:30:00.000Z');
  expect(wallTimeFate({ date: '2026-03-29', time: '03:30' }, 'Europe/Berlin')).toBe('once');
});

test('an hour that happens twice means the first', () => {
  expect(iso(instantOf({ date: '2026-10-25', time: '02:30' }, 'Europe/Berlin'))).toBe('2026-10-25T00:30:00.000Z');
});

/** Zone, day, time on the wall, what happens to it, the instant it means, and the time the wall then shows. */
const EDGES = [
  ['Europe/Berlin', '2026-03-29', '01:59', 'once', '2026-03-29T00:59:00.000Z', '01:59'],
  ['Europe/Berlin', '2026-03-29', '02:00', 'skipped', '2026-03-29T01:00:00.000Z', '03:00'],
  ['Europe/Berlin', '2026-03-29', '03:00', 'once', '2026-03-29T01:00:00.000Z', '03:00'],
  ['Europe/Berlin', '2026-10-25', '01:59', 'once', '2026-10-24T23:59:00.000Z', '01:59'],
  ['Europe/Berlin', '2026-10-25', '02:00', 'twice', '2026-10-25T00:00:00.000Z', '02:00'],
  ['Europe/Berlin', '2026-10-25', '02:59', 'twice', '2026-10-25T00:59:00.000Z', '02:59'],
  ['Europe/Berlin', '2026-10-25', '03:00', 'once', '2026-10-25T02:00:00.000Z', '03:00'],
  ['America/New_York', '2026-03-08', '02:30', 'skipped', '2026-03-08T07:30:00.000Z', '03:30'],
  ['America/New_York', '2026-11-01', '01:30', 'twice', '2026-11-01T05:30:00.000Z', '01:30'],
  ['America/New_York', '2026-11-01', '02:00', 'once', '2026-11-01T07:00:00.000Z', '02:00'],
  ['Australia/Lord_Howe', '2026-10-04', '02:15', 'skipped', '2026-10-03T15:45:00.000Z', '02:45'],
  ['Australia/Lord_Howe', '2026-10-04', '02:30', 'once', '2026-10-03T15:30:00.000Z', '02:30'],
  ['Australia/Lord_Howe', '2026-04-05', '01:30', 'twice', '2026-04-04T14:30:00.000Z', '01:30'],
  ['Australia/Lord_Howe', '2026-04-05', '01:29', 'once', '2026-04-04T14:29:00.000Z', '01:29'],
  ['Australia/Lord_Howe', '2026-04-05', '02:00', 'once', '2026-04-04T15:30:00.000Z', '02:00'],
  ['Antarctica/Troll', '2026-10-25', '01:30', 'twice', '2026-10-24T23:30:00.000Z', '01:30'],
  ['Asia/Kolkata', '2026-03-29', '02:30', 'once', '2026-03-28T21:00:00.000Z', '02:30'],
  ['Asia/Kathmandu', '2026-10-25', '02:30', 'once', '2026-10-24T20:45:00.000Z', '02:30'],
] as const;

test.each(EDGES)('%s on %s at %s: %s, and it means %s', (zone, date, time, fate, instant, shown) => {
  expect(wallTimeFate({ date, time }, zone)).toBe(fate);
  const at = instantOf({ date, time }, zone);
  expect(iso(at)).toBe(instant);
  expect(wallTimeOf(at ?? 0, zone).time).toBe(shown);
});

test('an unfinished form has no instant', () => {
  expect(instantOf({ date: '', time: '16:00' }, 'UTC')).toBeNull();
  expect(instantOf({ date: '2025-10-14', time: '' }, 'UTC')).toBeNull();
});
