import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { mintCtx, mintResearcher, mintSession, mintStudy, refusal, send, unique } from '../../test/world.ts';
import type { FailedMailRow, MailRow, SessionDetails } from '../../wire/http.ts';
import { DAY } from '../../wire/limits.ts';
import { mails } from '../db/schema.ts';
import { drainOutbox } from '../mail/drain.ts';

/** A Session three days ahead, and an outbox in which the Participant's mail was refused for good. */
async function mintFailed() {
  const signed = await mintResearcher();
  const email = `${unique('gone')}@example.org`;
  const participant = { name: 'Asha', email };
  const session = await mintSession(signed, await mintStudy(signed), { startsAt: Date.now() + 3 * DAY, participant });
  await drainOutbox(mintCtx(), async ({ to }) =>
    to.email === email ? { ok: false, permanent: true, reason: 'Unknown there.' } : { ok: true },
  );
  const [failed] = await mintCtx().db.select().from(mails).where(eq(mails.toEmail, email));
  if (!failed) throw new Error('No mail to the Participant.');
  return { ...signed, session, email, failed };
}
const listOf = async <T>(response: Promise<Response>): Promise<T> => (await response).json();

test('the page of failed mails shows those of the own workspace, with the Session and the reason', async () => {
  const { cookie, session, email } = await mintFailed();
  const stranger = await mintResearcher();
  expect(await listOf<FailedMailRow[]>(send('GET', '/api/mails/failed', { cookie }))).toMatchObject([
    {
      kind: 'scheduled',
      toName: 'Asha',
      to: email,
      status: 'failed',
      reason: 'Unknown there.',
      canSend: true,
      session: { id: session.id, participantName: 'Asha', startsAt: session.startsAt },
    },
  ]);
  expect(await listOf(send('GET', '/api/mails/failed', { cookie: stranger.cookie }))).toEqual([]);
});

test("'Send now' tries a failed mail again at once, with all its tries, and says how it went", async () => {
  const { cookie, failed, email } = await mintFailed();
  // No mailbox listens in these tests: the try is made, and the mail waits for the next one.
  const answer = await listOf<MailRow>(send('POST', `/api/mails/${failed.id}/send-now`, { cookie }));
  expect(answer).toMatchObject({ id: failed.id, status: 'planned', reason: 'MAILBOX_URL is not set.', canSend: true });
  const [row] = await mintCtx().db.select().from(mails).where(eq(mails.id, failed.id));
  expect(row).toMatchObject({ tries: 1 });
  const sent: string[] = [];
  await drainOutbox(mintCtx(Date.now() + DAY), async ({ to }) => {
    sent.push(to.email);
    return { ok: true, serviceId: 'm1' };
  });
  expect(sent.filter((to) => to === email)).toHaveLength(1);
  expect(await refusal(await send('POST', `/api/mails/${failed.id}/send-now`, { cookie }))).toBe('409 not_sendable');
});

test('mails of other workspaces, and sign-in mails, are nobody else’s to send', async () => {
  const { failed } = await mintFailed();
  const stranger = await mintResearcher();
  const [signIn] = await mintCtx().db.select().from(mails).where(eq(mails.toEmail, stranger.researcher.email));
  for (const id of [failed.id, signIn?.id ?? '', 'nowhere']) {
    const answer = await send('POST', `/api/mails/${id}/send-now`, { cookie: stranger.cookie });
    expect(await refusal(answer)).toBe('404 not_found');
  }
  expect(await refusal(await send('POST', `/api/mails/${failed.id}/send-now`))).toBe('401 not_signed_in');
});

test("'Session details' lists the reminders still to come beside what has left", async () => {
  const { cookie, session, email, researcher } = await mintFailed();
  const details = await listOf<SessionDetails>(send('GET', `/api/sessions/${session.id}`, { cookie }));
  const startsAt = Date.parse(session.startsAt);
  const planned = details.mails.filter(({ id }) => id === '');
  expect(planned.map(({ kind, to, at, status }) => ({ kind, to, at, status }))).toEqual(
    [
      { kind: 'reminder_day', to: email, before: 24 },
      { kind: 'reminder_day', to: researcher.email, before: 24 },
      { kind: 'reminder_hour', to: email, before: 1 },
      { kind: 'reminder_hour', to: researcher.email, before: 1 },
    ].map(({ kind, to, before }) => ({
      kind,
      to,
      at: new Date(startsAt - before * 3_600_000).toISOString(),
      status: 'planned',
    })),
  );
  expect(details.mails.filter(({ id }) => id !== '').map(({ status }) => status)).toEqual(['failed', 'sent']);
});
