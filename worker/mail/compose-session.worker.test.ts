import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { mintCtx, mintResearcher, mintSession, mintStudy, unique } from '../../test/world.ts';
import { DAY, HOUR, MINUTE } from '../../wire/limits.ts';
import { attendance, mails, seats, sessions } from '../db/schema.ts';
import { enqueueReminders } from '../domain/mails.ts';
import { drainOutbox } from './drain.ts';
import type { OutgoingMail } from './outgoing.ts';

/** A Session three days ahead whose first mails have left, and a drain at any time that gives back what it sent. */
async function mintWorld() {
  const signed = await mintResearcher();
  const study = await mintStudy(signed);
  const startsAt = Date.now() + 3 * DAY;
  const email = `${unique('asha')}@example.org`;
  const session = await mintSession(signed, study, { startsAt, participant: { name: 'Asha', email } });
  const drainAt = async (now: number) => {
    const sent: OutgoingMail[] = [];
    await drainOutbox(mintCtx(now), async (mail) => {
      sent.push(mail);
      return { ok: true };
    });
    return sent.filter((mail) => [email, signed.researcher.email].includes(mail.to.email));
  };
  const remindAt = async (now: number, kind: 'reminder_day' | 'reminder_hour') => {
    await enqueueReminders(mintCtx(now), session.id, kind, 1);
    return drainAt(now);
  };
  const change = (fields: Partial<typeof sessions.$inferInsert>) =>
    mintCtx().db.update(sessions).set(fields).where(eq(sessions.id, session.id));
  const rows = async (kind: string) => {
    const all = await mintCtx().db.select().from(mails).where(eq(mails.sessionId, session.id));
    return all.filter((row) => row.kind === kind).map(({ status, reason }) => `${status}: ${reason ?? ''}`);
  };
  const first = await drainAt(Date.now());
  return { ...signed, email, session, startsAt, drainAt, remindAt, change, rows, first };
}

test('reminders go to both, once, however often they are asked for', async () => {
  const { remindAt, startsAt, email, rows } = await mintWorld();
  const sent = await remindAt(startsAt - HOUR, 'reminder_hour');
  expect(sent).toHaveLength(2);
  expect(sent.find(({ to }) => to.email === email)?.text).toMatch(/plan#[\w-]{43}~late\n/);
  expect(await remindAt(startsAt - HOUR + MINUTE, 'reminder_hour')).toEqual([]);
  expect(await rows('reminder_hour')).toEqual(['sent: ', 'sent: ']);
});

test.each([
  ['was moved', { scheduleVersion: 2 }, 'The Session was moved meanwhile.'],
  ['was cancelled', { status: 'cancelled' }, 'The Session was cancelled meanwhile.'],
  ['is over', { status: 'completed' }, 'The Session is over.'],
] as const)('no reminder leaves for a Session that %s', async (_, fields, reason) => {
  const { remindAt, startsAt, change, rows } = await mintWorld();
  await change(fields);
  expect(await remindAt(startsAt - DAY, 'reminder_day')).toEqual([]);
  expect(await rows('reminder_day')).toEqual([`skipped: ${reason}`, `skipped: ${reason}`]);
});

test('no reminder leaves after the start, nor that of the day before beside that of the hour', async () => {
  const { remindAt, startsAt, rows } = await mintWorld();
  expect(await remindAt(startsAt - HOUR, 'reminder_day')).toEqual([]);
  expect(await remindAt(startsAt, 'reminder_hour')).toEqual([]);
  expect(await rows('reminder_day')).toContain('skipped: The reminder an hour before is due already.');
  expect(await rows('reminder_hour')).toContain('skipped: The Session had started already.');
});

test('who has joined already is not reminded, the other is', async () => {
  const { remindAt, startsAt, session, email, researcher, rows } = await mintWorld();
  const { db } = mintCtx();
  const seatId = unique('seat');
  const name = 'Asha';
  await db.batch([
    db.insert(seats).values({
      id: seatId,
      sessionId: session.id,
      role: 'participant',
      name,
      cookieHash: seatId,
      linkVersion: 1,
      createdAt: 1,
    }),
    db.insert(attendance).values({ sessionId: session.id, seatId, role: 'participant', name, cameAt: Date.now() }),
  ]);
  const sent = await remindAt(startsAt - HOUR, 'reminder_hour');
  expect(sent.map(({ to }) => to.email)).toEqual([researcher.email]);
  expect(sent.map(({ to }) => to.email)).not.toContain(email);
  expect(await rows('reminder_hour')).toContain('skipped: Its reader had joined the Session already.');
});

test('the mails of scheduling carry a calendar part of their own for each reader', async () => {
  const { first, email, session, researcher } = await mintWorld();
  const part = (to: string) => first.find((mail) => mail.to.email === to && mail.calendar)?.calendar;
  const unfolded = (to: string) => part(to)?.text.replaceAll('\r\n ', '') ?? '';
  expect(part(email)?.method).toBe('REQUEST');
  for (const to of [email, researcher.email]) {
    expect(unfolded(to)).toContain(`UID:${session.id}@fieldroom.test\r\nSEQUENCE:0`);
    expect(unfolded(to).match(/^ATTENDEE.*$/gm)).toEqual([expect.stringMatching(new RegExp(`MAILTO:${to}\r?$`))]);
  }
  expect(unfolded(email)).toMatch(new RegExp(`LOCATION:https://fieldroom.test/j/${session.id}#[\\w-]{43}\r\n`));
  expect(unfolded(researcher.email)).toContain(`LOCATION:https://fieldroom.test/j/${session.id}\r\n`);
});
