import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { mintPlanned } from '../../test/edge/planned-world.ts';
import { mintCtx } from '../../test/world.ts';
import { DAY, HOUR } from '../../wire/limits.ts';
import { cancelSession } from '../domain/cancel.ts';
import { rescheduleSession } from '../domain/move.ts';
import { askTime, offerTimes } from '../domain/other-times.ts';
import { drainOutbox } from './drain.ts';
import type { OutgoingMail } from './outgoing.ts';

const iso = (ms: number) => new Date(ms).toISOString();

/** What leaves for these two now. */
async function drainTo(...emails: string[]): Promise<OutgoingMail[]> {
  const sent: OutgoingMail[] = [];
  await drainOutbox(mintCtx(), async (mail) => {
    sent.push(mail);
    return { ok: true };
  });
  return sent.filter(({ to }) => emails.includes(to.email));
}

function eventOf(mail: OutgoingMail | undefined) {
  const parsed: unknown = ICAL.parse(mail?.calendar?.text ?? '');
  const component = new ICAL.Component(parsed as ConstructorParameters<typeof ICAL.Component>[0]);
  const event = new ICAL.Event(component.getFirstSubcomponent('vevent') ?? undefined);
  const method = component.getFirstPropertyValue('method');
  return { method, uid: event.uid, sequence: event.sequence, startsAt: event.startDate.toJSDate().getTime() };
}

test('moving and cancelling are mailed to both, and their calendar parts supersede the first', async () => {
  // A calendar knows whole seconds.
  const { researcher, session, startsAt } = await mintPlanned({ startsAt: Math.ceil(Date.now() / DAY + 1) * DAY });
  const asha = session.participant.email;
  const both = [asha, researcher.email] as const;
  const scheduled = await drainTo(...both);
  const later = startsAt + DAY;
  const to = { startsAt: iso(later), lengthMinutes: 45, zone: 'Europe/Berlin', scheduleVersion: 1 };
  await rescheduleSession(mintCtx(), researcher, session.id, to);
  const moved = await drainTo(...both);
  await cancelSession(mintCtx(), researcher, session.id, { reason: 'Nora is ill.', scheduleVersion: 2 });
  const cancelled = await drainTo(...both);
  const uid = `${session.id}@fieldroom.test`;
  for (const email of both) {
    const parts = [scheduled, moved, cancelled].map((mails) =>
      eventOf(mails.find((mail) => mail.to.email === email && mail.calendar)),
    );
    expect(parts).toEqual([
      { method: 'REQUEST', uid, sequence: 0, startsAt },
      { method: 'REQUEST', uid, sequence: 1, startsAt: later },
      { method: 'CANCEL', uid, sequence: 2, startsAt: later },
    ]);
  }
  expect(moved).toHaveLength(2);
  expect(cancelled).toHaveLength(2);
  expect(cancelled.find((mail) => mail.to.email === asha)?.text).toContain('> Nora is ill.');
  expect(moved.find((mail) => mail.to.email === researcher.email)?.text).toContain(`Moved by ${researcher.name}.`);
});

test('a wish for another time reaches the host, the offer reaches the Participant', async () => {
  const { researcher, session, startsAt, seat } = await mintPlanned();
  await drainTo();
  await askTime(mintCtx(), seat, { note: 'At the dentist.', scheduleVersion: 1 });
  const [asked, ...more] = await drainTo(session.participant.email, researcher.email);
  expect(more).toEqual([]);
  expect(asked).toMatchObject({ to: { email: researcher.email } });
  expect(asked?.text).toContain('> At the dentist.');
  await offerTimes(mintCtx(), researcher, session.id, { times: [iso(startsAt + 3 * HOUR)], scheduleVersion: 1 });
  const [offered, ...others] = await drainTo(session.participant.email, researcher.email);
  expect(others).toEqual([]);
  expect(offered).toMatchObject({ to: { email: session.participant.email } });
  expect(offered?.text).toMatch(/Choose a time:\n\S+\/plan#[\w-]{43}~change\n/);
});

test('a question answered before its mail could leave is not mailed', async () => {
  const { researcher, session, startsAt, seat } = await mintPlanned();
  await drainTo();
  await askTime(mintCtx(), seat, { note: '', scheduleVersion: 1 });
  await offerTimes(mintCtx(), researcher, session.id, { times: [iso(startsAt + 3 * HOUR)], scheduleVersion: 1 });
  const sent = await drainTo(session.participant.email, researcher.email);
  expect(sent.map(({ to }) => to.email)).toEqual([session.participant.email]);
});
