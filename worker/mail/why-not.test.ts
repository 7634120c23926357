import { expect, test } from 'vitest';
import { HOUR } from '../../wire/limits.ts';
import type { SessionMailKind } from './templates/session-facts.ts';
import { whyNot } from './why-not.ts';

const startsAt = Date.parse('2026-03-10T12:00:00Z');
const session = {
  startsAt,
  endsAt: startsAt + HOUR,
  scheduleVersion: 3,
  status: 'scheduled' as const,
  timeAskedAt: 1,
  offeredTimes: [startsAt + 24 * HOUR],
};
const mail = (kind: SessionMailKind, now = startsAt - 2 * HOUR) => ({
  kind,
  scheduleVersion: 3,
  hasJoined: false,
  now,
});
const KINDS = ['scheduled', 'moved', 'reminder_day', 'reminder_hour', 'time_asked', 'times_offered'] as const;

test('a mail about the Session as it stands leaves', () => {
  for (const kind of KINDS) expect(whyNot(mail(kind), session)).toBeNull();
  expect(whyNot(mail('cancelled'), { ...session, status: 'cancelled' })).toBeNull();
});

test('none leaves that tells of another version of the schedule', () => {
  for (const kind of [...KINDS, 'cancelled'] as const) {
    expect(whyNot({ ...mail(kind), scheduleVersion: 2 }, session)).toBe('The Session was moved meanwhile.');
  }
});

test('none but that of cancelling leaves for a cancelled Session, and none of cancelling for another', () => {
  for (const kind of KINDS) {
    expect(whyNot(mail(kind), { ...session, status: 'cancelled' })).toBe('The Session was cancelled meanwhile.');
  }
  expect(whyNot(mail('cancelled'), session)).toBe('The Session is not cancelled.');
});

test('none leaves for a Session that is over', () => {
  for (const kind of KINDS) {
    expect(whyNot(mail(kind, startsAt + HOUR), session)).toBe('The Session is over.');
    expect(whyNot(mail(kind), { ...session, status: 'no_show' })).toBe('The Session is over.');
  }
});

test('a question that was answered and an offer that was withdrawn are not mailed any more', () => {
  expect(whyNot(mail('time_asked'), { ...session, timeAskedAt: null })).toMatch(/offered meanwhile/);
  expect(whyNot(mail('times_offered'), { ...session, offeredTimes: [] })).toMatch(/withdrawn meanwhile/);
});
