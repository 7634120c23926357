import { expect, test } from 'vitest';
import { AppError } from '../../wire/errors.ts';
import { BOOK_AHEAD_MAX, BOOK_AHEAD_MIN } from '../../wire/limits.ts';
import { checkBooking, endOf } from './booking.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const booking = { startsAt: NOW + BOOK_AHEAD_MIN, lengthMinutes: 45, zone: 'Europe/Berlin' };

function refusal(change: Partial<typeof booking>, relaxed = false) {
  try {
    checkBooking({ ...booking, ...change }, NOW, relaxed);
    return null;
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, detail: error.detail };
    throw error;
  }
}

test('a Session is booked from exactly 4 hours to exactly 365 days ahead', () => {
  expect(refusal({})).toBeNull();
  expect(refusal({ startsAt: NOW + BOOK_AHEAD_MAX })).toBeNull();
  expect(refusal({ startsAt: NOW + BOOK_AHEAD_MIN - 1 })).toEqual({
    code: 'too_soon',
    detail: { earliest: '2026-03-01T16:00:00.000Z' },
  });
  expect(refusal({ startsAt: NOW + BOOK_AHEAD_MAX + 1 })).toEqual({
    code: 'too_far',
    detail: { latest: '2027-03-01T12:00:00.000Z' },
  });
});

test('a relaxed workspace books from now on, but neither the past nor beyond a year', () => {
  expect(refusal({ startsAt: NOW }, true)).toBeNull();
  expect(refusal({ startsAt: NOW - 1 }, true)).toMatchObject({ code: 'in_the_past' });
  expect(refusal({ startsAt: NOW + BOOK_AHEAD_MAX + 1 }, true)).toMatchObject({ code: 'too_far' });
});

test('a Session is 5 to 240 whole minutes long', () => {
  expect(refusal({ lengthMinutes: 5 })).toBeNull();
  expect(refusal({ lengthMinutes: 240 })).toBeNull();
  for (const lengthMinutes of [4, 241, -45, 30.5, Number.NaN]) {
    expect(refusal({ lengthMinutes })).toMatchObject({ code: 'bad_length' });
  }
});

test('zones are places the platform knows', () => {
  expect(refusal({ zone: 'America/Argentina/Ushuaia' })).toBeNull();
  for (const zone of ['Mars/Olympus', '+05:30', '', 'Europe/Berlin; drop table']) {
    expect(refusal({ zone })).toMatchObject({ code: 'bad_zone', detail: { zone } });
  }
});

test('a Session ends its length after its start, whatever clocks do that night', () => {
  const startsAt = Date.parse('2026-03-29T00:30:00Z');
  expect(endOf({ startsAt, lengthMinutes: 60, zone: 'Europe/Berlin' })).toBe(Date.parse('2026-03-29T01:30:00Z'));
});
