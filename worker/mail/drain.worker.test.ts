import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { mintCtx, mintResearcher, mintSession, mintStudy, unique } from '../../test/world.ts';
import { DAY, HOUR, MINUTE, SIGN_IN_LINK_LIFE } from '../../wire/limits.ts';
import { mails, sessions } from '../db/schema.ts';
import { requestSignIn } from '../domain/sign-in.ts';
import { enqueueMail } from './outbox.ts';
import { backoff, drainOutbox, TRIES_MAX } from './drain.ts';
import type { OutgoingMail, SendResult } from './outgoing.ts';

/** A transport that writes down what it was given. */
function recorder(answer: (mail: OutgoingMail) => SendResult = () => ({ ok: true })) {
  const sent: OutgoingMail[] = [];
  const send = async (mail: OutgoingMail) => {
    sent.push(mail);
    return answer(mail);
  };
  return { sent, send, to: (email: string) => sent.filter((mail) => mail.to.email === email) };
}
const rowsTo = (email: string) => mintCtx().db.select().from(mails).where(eq(mails.toEmail, email));
/** Everything that waits here already is sent away first, so that a test counts only its own. */
const emptyOutbox = () => drainOutbox(mintCtx(), recorder().send);

async function mintScheduled() {
  const signed = await mintResearcher();
  const email = `${unique('asha')}@example.org`;
  const participant = { name: 'Asha', email };
  const study = await mintStudy(signed);
  const session = await mintSession(signed, study, { participant });
  return { ...signed, email, session, study };
}

test('a mail is sent once, however many drains run at the same time', async () => {
  const { email, researcher } = await mintScheduled();
  const { send, to } = recorder();
  await Promise.all([1, 2, 3, 4, 5].map(() => drainOutbox(mintCtx(), send)));
  expect(to(email)).toHaveLength(1);
  expect(to(researcher.email).filter(({ subject }) => subject.startsWith('Session scheduled'))).toHaveLength(1);
  expect(await rowsTo(email)).toMatchObject([{ status: 'sent', tries: 1, data: {}, sentAt: expect.any(Number) }]);
});

test('a drain goes on while the outbox is full', async () => {
  await emptyOutbox();
  const ctx = mintCtx();
  const domain = unique('many');
  const expiresAt = ctx.now + DAY;
  const waiting = Array.from({ length: 60 }, (_, i) => ({
    key: `${domain}:${i}`,
    sessionId: null,
    kind: 'sign_in' as const,
    to: { email: `${i}@${domain}.example.org`, name: 'T' },
    data: { link: `${i}`, kid: 't1', expiresAt },
  }));
  for (const mail of waiting) await enqueueMail(ctx, mail);
  const { send, sent } = recorder();
  await drainOutbox(ctx, send);
  expect(new Set(sent.map(({ to }) => to.email)).size).toBe(60);
  expect(sent).toHaveLength(60);
});

test('the same key is put into the outbox once', async () => {
  const ctx = mintCtx();
  const email = `${unique('twice')}@example.org`;
  const mail = {
    key: unique('key'),
    sessionId: null,
    kind: 'sign_in' as const,
    to: { email, name: 'T' },
    dueAt: Date.now() + DAY,
  };
  await ctx.db.batch([enqueueMail(ctx, mail), enqueueMail(ctx, mail)]);
  expect(await rowsTo(email)).toHaveLength(1);
});

test('a refused mail waits longer each time and is parked in the end', async () => {
  await emptyOutbox();
  const { email } = await mintScheduled();
  const { send, to } = recorder(() => ({ ok: false, permanent: false, reason: 'Busy.' }));
  let now = Date.now();
  for (let tries = 1; tries <= TRIES_MAX; tries++) {
    await drainOutbox(mintCtx(now), send);
    const expected = tries < TRIES_MAX ? { status: 'planned', dueAt: now + backoff(tries) } : { status: 'failed' };
    expect(await rowsTo(email)).toMatchObject([{ ...expected, tries, reason: 'Busy.' }]);
    await drainOutbox(mintCtx(now + backoff(tries) - 1), send);
    expect(to(email)).toHaveLength(tries);
    now += backoff(tries);
  }
  await drainOutbox(mintCtx(now + DAY), send);
  expect(to(email)).toHaveLength(TRIES_MAX);
  expect(backoff(1)).toBe(MINUTE);
  expect(backoff(TRIES_MAX)).toBe(HOUR);
});

test('a mail that can only fail again is parked at once', async () => {
  const { email } = await mintScheduled();
  await drainOutbox(mintCtx(), recorder(() => ({ ok: false, permanent: true, reason: 'Suppressed.' })).send);
  expect(await rowsTo(email)).toMatchObject([{ status: 'failed', tries: 1, reason: 'Suppressed.' }]);
});

test('what a drain that died had claimed is sent by a later one', async () => {
  const { email } = await mintScheduled();
  const { send, to } = recorder();
  const now = Date.now();
  await mintCtx().db.update(mails).set({ status: 'claimed', claimedAt: now, tries: 1 }).where(eq(mails.toEmail, email));
  await drainOutbox(mintCtx(now + MINUTE), send);
  expect(to(email)).toHaveLength(0);
  await drainOutbox(mintCtx(now + 3 * MINUTE), send);
  expect(to(email)).toHaveLength(1);
  expect(await rowsTo(email)).toMatchObject([{ status: 'sent', tries: 2 }]);
});

test('a transport that throws costs one try, not the drain', async () => {
  await emptyOutbox();
  const one = await mintScheduled();
  const two = await mintScheduled();
  const { send } = recorder(({ to }) => {
    if (to.email === one.email) throw new Error('network');
    return { ok: true };
  });
  await drainOutbox(mintCtx(), send);
  expect(await rowsTo(one.email)).toMatchObject([{ status: 'planned', tries: 1 }]);
  expect(await rowsTo(two.email)).toMatchObject([{ status: 'sent' }]);
});

test('no mail leaves for a Session that is cancelled or was moved meanwhile', async () => {
  const { send, to } = recorder();
  const cancelled = await mintScheduled();
  const moved = await mintScheduled();
  const { db } = mintCtx();
  await db.update(sessions).set({ status: 'cancelled' }).where(eq(sessions.id, cancelled.session.id));
  await db.update(sessions).set({ scheduleVersion: 2 }).where(eq(sessions.id, moved.session.id));
  await drainOutbox(mintCtx(), send);
  for (const { email } of [cancelled, moved]) {
    expect(to(email)).toEqual([]);
    expect(await rowsTo(email)).toMatchObject([{ status: 'skipped', reason: expect.stringMatching(/^The Session/) }]);
  }
});

test('a sign-in mail holds the link, and one that is too late is not sent', async () => {
  const [early, late] = [`${unique('early')}@example.org`, `${unique('late')}@example.org`];
  const { send, to } = recorder();
  await requestSignIn(mintCtx(), { email: early });
  await drainOutbox(mintCtx(), send);
  expect(to(early)[0]?.text).toMatch(/https:\/\/fieldroom\.test\/sign-in#[\w-]{43}\n/);
  expect(await rowsTo(early)).toMatchObject([{ status: 'sent', data: {} }]);
  await requestSignIn(mintCtx(), { email: late });
  await drainOutbox(mintCtx(Date.now() + SIGN_IN_LINK_LIFE + 1), send);
  expect(to(late)).toEqual([]);
  expect(await rowsTo(late)).toMatchObject([{ status: 'skipped', data: {} }]);
});

test("each reads the time in their own zone, and in the Session's where theirs is unknown", async () => {
  const signed = await mintResearcher();
  const study = await mintStudy(signed);
  const startsAt = Date.parse(`${new Date().getUTCFullYear() + 1}-01-14T10:30:00Z`);
  const known = { name: 'Asha', email: `${unique('known')}@example.org`, zone: 'Asia/Kolkata' };
  const unknown = { name: 'Ben', email: `${unique('unknown')}@example.org` };
  await mintSession(signed, study, { startsAt: Math.min(startsAt, Date.now() + 360 * DAY), participant: known });
  await mintSession(signed, study, { participant: unknown, zone: 'America/New_York' });
  const { send, to } = recorder();
  await drainOutbox(mintCtx(), send);
  expect(to(known.email)[0]?.text).toMatch(/When: .+ IST, GMT\+5:30, Asia\/Kolkata\n/);
  expect(to(unknown.email)[0]?.text).toMatch(/, America\/New_York \(the time zone of the Session\)\n/);
  expect(to(signed.researcher.email).at(-1)?.text).toContain('Europe/Berlin');
});
