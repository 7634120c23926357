import { expect, test } from 'vitest';
import { HOUR } from '../../wire/limits.ts';
import { mailRowsOf, sessionMail } from './mails.ts';

const startsAt = Date.parse('2026-03-10T12:00:00Z');
const session = {
  id: 's1',
  startsAt,
  scheduledAt: startsAt - 48 * HOUR,
  scheduleVersion: 2,
  status: 'scheduled' as const,
};
const people = {
  participant: { email: 'asha@example.org', name: 'Asha' },
  host: { id: 'm1', email: 'nora@example.org', name: 'Nora' },
};
const row = (kind: 'reminder_day' | 'moved', scheduleVersion: number) => {
  const reader = { role: 'participant', ...people.participant } as const;
  const { key, to } = sessionMail(kind, { id: 's1', scheduleVersion }, reader);
  return {
    id: key,
    key,
    sessionId: 's1',
    kind,
    toEmail: to.email,
    toName: to.name,
    data: {},
    status: 'sent' as const,
    dueAt: 0,
    claimedAt: 0,
    tries: 1,
    sentAt: 1,
    serviceId: null,
    reason: null,
    createdAt: 0,
  };
};
const planned = (of: typeof session, now: number, outbox: ReturnType<typeof row>[] = []) =>
  mailRowsOf(of, people, outbox, now)
    .filter(({ id }) => id === '')
    .map(({ kind, to }) => `${kind} ${to}`);

test('reminders still to come stand beside what has left, until each is in the outbox', () => {
  const now = startsAt - 30 * HOUR;
  expect(planned(session, now)).toEqual([
    'reminder_day asha@example.org',
    'reminder_day nora@example.org',
    'reminder_hour asha@example.org',
    'reminder_hour nora@example.org',
  ]);
  expect(planned(session, now, [row('reminder_day', 2)])).not.toContain('reminder_day asha@example.org');
  expect(planned(session, now, [row('reminder_day', 1)])).toContain('reminder_day asha@example.org');
});

test('no reminder is announced whose time is over, or for a Session that is not to take place', () => {
  expect(planned(session, startsAt - HOUR)).toEqual([
    'reminder_hour asha@example.org',
    'reminder_hour nora@example.org',
  ]);
  expect(planned(session, startsAt)).toEqual([]);
  expect(mailRowsOf({ ...session, status: 'cancelled' }, people, [], startsAt - 30 * HOUR)).toEqual([]);
  expect(planned({ ...session, scheduledAt: startsAt - HOUR }, startsAt - HOUR)).toEqual([]);
});

test('two mails of one kind in one schedule version have keys of their own when they shall', () => {
  const reader = { role: 'host', ...people.host } as const;
  expect(sessionMail('time_asked', session, reader, { again: 7 }).key).toBe('s1:2:time_asked:m1:7');
  expect(sessionMail('moved', session, reader).key).toBe('s1:2:moved:m1');
});
