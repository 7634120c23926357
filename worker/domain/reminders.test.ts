import { expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../wire/limits.ts';
import { remindersOf } from './reminders.ts';

const START = 1_000 * HOUR;
const kinds = (ahead: number) => remindersOf({ startsAt: START, scheduledAt: START - ahead }).map(({ kind }) => kind);

test('how far ahead a Session was scheduled decides which reminders it gets', () => {
  expect(kinds(26 * HOUR)).toEqual(['reminder_day', 'reminder_hour']);
  expect(kinds(26 * HOUR - 1)).toEqual(['reminder_hour']);
  expect(kinds(90 * MINUTE)).toEqual(['reminder_hour']);
  expect(kinds(90 * MINUTE - 1)).toEqual([]);
  expect(kinds(0)).toEqual([]);
});

test('a day before and an hour before; late ones only until the next of them, and none after the start', () => {
  expect(remindersOf({ startsAt: START, scheduledAt: 0 })).toEqual([
    { kind: 'reminder_day', at: START - 24 * HOUR, until: START - HOUR },
    { kind: 'reminder_hour', at: START - HOUR, until: START },
  ]);
});
