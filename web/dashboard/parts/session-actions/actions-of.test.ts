import { expect, test } from 'vitest';
import { actionsOf } from './actions-of.ts';

const session = { startsAt: '2026-10-14T14:00:00Z', endsAt: '2026-10-14T14:45:00Z', timeAsked: false } as const;
const before = Date.parse('2026-10-14T10:00:00Z');

test('a Session to come can be moved and cancelled; other times are offered when they were asked for', () => {
  expect(actionsOf({ ...session, status: 'scheduled' }, before)).toEqual(['reschedule', 'cancel']);
  expect(actionsOf({ ...session, status: 'scheduled', timeAsked: true }, before)[0]).toBe('offer');
});

test('a scheduled Session can be marked as complete once its end has passed', () => {
  const scheduled = { ...session, status: 'scheduled' } as const;
  expect(actionsOf(scheduled, Date.parse('2026-10-14T14:20:00Z'))).toEqual([]);
  expect(actionsOf(scheduled, Date.parse('2026-10-14T14:45:00Z'))).toEqual(['complete']);
});

test('what is over is completed or reopened, and what is cancelled stays so', () => {
  expect(actionsOf({ ...session, status: 'needs_review' }, before)).toEqual(['complete']);
  expect(actionsOf({ ...session, status: 'no_show' }, before)).toEqual(['complete', 'reopen']);
  expect(actionsOf({ ...session, status: 'completed' }, before)).toEqual(['reopen']);
  expect(actionsOf({ ...session, status: 'cancelled' }, before)).toEqual([]);
});
