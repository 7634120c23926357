import { expect, test } from 'vitest';
import { instantOf, wallTimeExists, wallTimeOf } from './wall-time.ts';

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
  expect(wallTimeExists(skipped, 'Europe/Berlin')).toBe(false);
  expect(iso(instantOf(skipped, 'Europe/Berlin'))).toBe('2026-03-29T01:30:00.000Z');
  expect(wallTimeExists({ date: '2026-03-29', time: '03:30' }, 'Europe/Berlin')).toBe(true);
});

test('an hour that happens twice means the first', () => {
  expect(iso(instantOf({ date: '2026-10-25', time: '02:30' }, 'Europe/Berlin'))).toBe('2026-10-25T00:30:00.000Z');
});

test('an unfinished form has no instant', () => {
  expect(instantOf({ date: '', time: '16:00' }, 'UTC')).toBeNull();
  expect(instantOf({ date: '2025-10-14', time: '' }, 'UTC')).toBeNull();
});
