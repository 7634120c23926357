import { env } from 'cloudflare:workers';
import { and, eq, like } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { mintCtx, mintResearcher, mintSession, mintStudy } from '../../test/world.ts';
import { DAY, RETENTION_NOTICE } from '../../wire/limits.ts';
import { openDb } from '../db/open.ts';
import { mails, recordings, sessions } from '../db/schema.ts';
import { composeMail } from '../mail/compose.ts';
import { fileKey, recordingBase } from '../recordings/keys.ts';
import { previewRetention } from './expiring.ts';
import { keepRecordings } from './keeping.ts';
import { listFailedMails } from './mails.ts';
import { changeWorkspace } from './people.ts';
import { changeStudy, getStudy } from './studies.ts';

const db = openDb(env.DB);
const DAYS = 30;

/** A Study closed now, with one recording in the bucket, kept for 30 days. */
async function mintClosed() {
  const signed = await mintResearcher();
  const { researcher } = signed;
  const study = await mintStudy(signed, { retentionDays: DAYS });
  const session = await mintSession(signed, study);
  const recording = crypto.randomUUID();
  const objectKey = fileKey(recordingBase(session.id, recording));
  await env.RECORDINGS.put(objectKey, new Uint8Array(10));
  const workspaceId = researcher.workspace.id;
  await db
    .insert(recordings)
    .values({ id: recording, sessionId: session.id, workspaceId, status: 'ready', startedAt: 1, objectKey });
  await db.update(sessions).set({ status: 'completed' }).where(eq(sessions.id, session.id));
  const closedAt = Date.now();
  const closed = await changeStudy(mintCtx(closedAt), researcher, study.id, { state: 'closed' });
  return { ...signed, study: closed, recording, objectKey, closedAt, due: closedAt + DAYS * DAY };
}
type Closed = Awaited<ReturnType<typeof mintClosed>>;

const noticesOf = ({ study }: Closed) =>
  db
    .select()
    .from(mails)
    .where(and(eq(mails.kind, 'recordings_expiring'), like(mails.key, `study:${study.id}:%`)));
const send = ({ study }: Closed, sentAt: number) =>
  db
    .update(mails)
    .set({ status: 'sent', sentAt })
    .where(like(mails.key, `study:${study.id}:%`));
const isThere = async ({ objectKey }: Closed) => (await env.RECORDINGS.head(objectKey)) !== null;
const minuteAt = (now: number) => keepRecordings(mintCtx(now));

test('the notice leaves 7 days before, once, with a link to where they can be kept longer', async () => {
  const closed = await mintClosed();
  const { due, study, researcher } = closed;
  expect(study.keptUntil).toBe(new Date(due).toISOString());
  await minuteAt(due - RETENTION_NOTICE - 1);
  expect(await noticesOf(closed)).toEqual([]);
  await minuteAt(due - RETENTION_NOTICE);
  await minuteAt(due - RETENTION_NOTICE + 60_000);
  const [notice, ...others] = await noticesOf(closed);
  expect(others).toEqual([]);
  expect(notice).toMatchObject({ toEmail: researcher.email, status: 'planned' });
  if (!notice) throw new Error('unreachable');
  const composed = await composeMail(mintCtx(due - RETENTION_NOTICE), notice);
  expect('text' in composed && composed.text).toContain(`/studies/${study.id}/settings`);
  expect('text' in composed && composed.text).toContain('1 recording will be deleted');
});

test('recordings go when they are due and the notice is 7 days old, and not a moment before', async () => {
  const closed = await mintClosed();
  const other = await mintClosed();
  const { due, study } = closed;
  await changeStudy(mintCtx(), other.researcher, other.study.id, { retentionDays: 3_650 });
  await minuteAt(due - RETENTION_NOTICE);
  await send(closed, due - RETENTION_NOTICE);
  await minuteAt(due - 1);
  expect(await isThere(closed)).toBe(true);
  await minuteAt(due);
  expect(await isThere(closed)).toBe(false);
  const [row] = await db.select().from(recordings).where(eq(recordings.id, closed.recording));
  expect(row).toMatchObject({ deletedWhy: 'retention', deletedAt: due, erasedAt: due });
  expect(await isThere(other)).toBe(true);
  expect(study.id).not.toBe(other.study.id);
});

test('a notice that left late puts the deletion off to 7 days after it', async () => {
  const closed = await mintClosed();
  const { due, researcher, study } = closed;
  await minuteAt(due - RETENTION_NOTICE);
  const late = due + 2 * DAY;
  await minuteAt(late);
  expect(await isThere(closed)).toBe(true);
  await send(closed, late);
  const kept = await getStudy(mintCtx(late), researcher, study.id);
  expect(kept.keptUntil).toBe(new Date(late + RETENTION_NOTICE).toISOString());
  await minuteAt(late + RETENTION_NOTICE - 1);
  expect(await isThere(closed)).toBe(true);
  await minuteAt(late + RETENTION_NOTICE);
  expect(await isThere(closed)).toBe(false);
});

test('a notice that cannot be sent deletes nothing, and stands among the mails that failed', async () => {
  const closed = await mintClosed();
  const { due, researcher } = closed;
  await minuteAt(due - RETENTION_NOTICE);
  const isIt = like(mails.key, `study:${closed.study.id}:%`);
  await db.update(mails).set({ status: 'failed', reason: 'No such address.' }).where(isIt);
  await minuteAt(due + 100 * DAY);
  expect(await isThere(closed)).toBe(true);
  expect((await listFailedMails(mintCtx(), researcher)).map(({ kind }) => kind)).toEqual(['recordings_expiring']);
  const stranger = await mintResearcher();
  expect(await listFailedMails(mintCtx(), stranger.researcher)).toEqual([]);
});

test('keeping them longer makes another date with a notice of its own, and the old notice does not leave', async () => {
  const closed = await mintClosed();
  const { due, researcher, study, closedAt } = closed;
  await minuteAt(due - RETENTION_NOTICE);
  const longer = await changeStudy(mintCtx(), researcher, study.id, { retentionDays: 60 });
  expect(longer.keptUntil).toBe(new Date(closedAt + 60 * DAY).toISOString());
  const [old] = await noticesOf(closed);
  if (!old) throw new Error('unreachable');
  expect(await composeMail(mintCtx(), old)).toEqual({ skip: expect.stringContaining('kept longer') as string });
  await send(closed, due - RETENTION_NOTICE);
  await minuteAt(due);
  expect(await isThere(closed)).toBe(true);
  await minuteAt(closedAt + 60 * DAY - RETENTION_NOTICE);
  expect(await noticesOf(closed)).toHaveLength(2);
});

test('fewer days say beforehand how many recordings go sooner and when, and only an Owner is told', async () => {
  const { researcher, study, closedAt, recording } = await mintClosed();
  const of = (days: number, now = closedAt) => previewRetention(mintCtx(now), researcher, days, study.id);
  const nothing = { recordings: 0, deletedAt: null, noticeAt: null };
  const iso = (at: number) => new Date(at).toISOString();
  expect(await of(DAYS)).toEqual(nothing);
  const [noticeAt, deletedAt] = [iso(closedAt + (DAYS - 1) * DAY - RETENTION_NOTICE), iso(closedAt + (DAYS - 1) * DAY)];
  expect(await of(DAYS - 1)).toEqual({ recordings: 1, noticeAt, deletedAt });
  // Due before now: the mail leaves at once, and they stay for its 7 days.
  const now = closedAt + 20 * DAY;
  expect(await of(7, now)).toEqual({ recordings: 1, noticeAt: iso(now), deletedAt: iso(now + RETENTION_NOTICE) });

  const row = eq(recordings.id, recording);
  await db.update(recordings).set({ deletedAt: 1, deletedWhy: 'by_hand' }).where(row);
  expect(await of(1)).toEqual(nothing);
  await db.update(recordings).set({ deletedAt: null, deletedWhy: null }).where(row);
  await changeStudy(mintCtx(), researcher, study.id, { state: 'live' });
  expect(await of(1)).toEqual(nothing);

  const stranger = await mintResearcher();
  expect(await previewRetention(mintCtx(), stranger.researcher, 1, study.id)).toEqual(nothing);
  const member = { ...researcher, role: 'researcher' as const };
  await expect(previewRetention(mintCtx(), member, 1)).rejects.toMatchObject({ code: 'owner_only' });
});

test("a date of which was told already says so, and the workspace's days are of Studies without their own", async () => {
  const closed = await mintClosed();
  const { due, researcher, study } = closed;
  await minuteAt(due - RETENTION_NOTICE);
  await send(closed, due - RETENTION_NOTICE);
  await changeStudy(mintCtx(), researcher, study.id, { retentionDays: 60 });
  const back = { recordings: 1, noticeAt: null, deletedAt: new Date(due).toISOString() };
  expect(await previewRetention(mintCtx(due + DAY), researcher, DAYS, study.id)).toEqual(back);

  const ofAll = () => previewRetention(mintCtx(due), researcher, 40);
  expect((await ofAll()).recordings).toBe(0);
  await changeStudy(mintCtx(), researcher, study.id, { retentionDays: null });
  expect((await ofAll()).recordings).toBe(1);
});

test("a Study without its own days follows the workspace's, and one that is open again keeps all", async () => {
  const closed = await mintClosed();
  const { researcher, study, closedAt } = closed;
  const own = await changeStudy(mintCtx(), researcher, study.id, { retentionDays: null });
  expect(own.keptUntil).toBe(new Date(closedAt + 365 * DAY).toISOString());
  const me = await changeWorkspace(mintCtx(), researcher, { retentionDays: 10 });
  const follows = await getStudy(mintCtx(), { ...researcher, workspace: me.workspace }, study.id);
  expect(follows.keptUntil).toBe(new Date(closedAt + 10 * DAY).toISOString());
  const open = await changeStudy(mintCtx(), researcher, study.id, { state: 'live' });
  expect(open.keptUntil).toBeNull();
  await minuteAt(closedAt + 400 * DAY);
  expect(await noticesOf(closed)).toEqual([]);
  expect(await isThere(closed)).toBe(true);
});
