import { runInDurableObject } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { makeRecording } from '../../test/edge/made-fragments.ts';
import type { RecordedSession } from '../../test/edge/recorded-session.ts';
import { mintRecordedSession } from '../../test/edge/recorded-session.ts';
import { auditLog, mails, members, recordings, recordingShares, timeline } from '../db/schema.ts';
import { fileKey, pieceKey, recordingBase } from '../recordings/keys.ts';
import { createShelf } from '../recordings/shelf.ts';
import { keepRecordings } from './keeping.ts';
import { recordingFailed, recordingReady } from './recordings.ts';

const ORIGIN = 'https://fieldroom.test';
const BYTES = new Uint8Array(1000);
const [head = new Uint8Array()] = makeRecording({ count: 1 }).fragments;

const call = (method: string, path: string, cookie: string, body?: BodyInit) =>
  exports.default.fetch(`${ORIGIN}/api${path}`, {
    method,
    headers: { Cookie: cookie, Origin: ORIGIN },
    ...(body ? { body } : {}),
  });
const codeOf = async (response: Promise<Response>) => {
  const answer = await response;
  return [answer.status, (await answer.json<{ error: { code: string } }>()).error.code];
};
const base = ({ session, recording }: RecordedSession) => recordingBase(session, recording);
const keys = async (world: RecordedSession) =>
  (await env.RECORDINGS.list({ prefix: base(world) })).objects.map(({ key }) => key);
const rowOf = async ({ ctx, recording }: RecordedSession) =>
  (await ctx.db.select().from(recordings).where(eq(recordings.id, recording)))[0];
const audit = ({ ctx, workspace }: RecordedSession) =>
  ctx.db.select().from(auditLog).where(eq(auditLog.workspaceId, workspace)).orderBy(auditLog.at);

/** A finished file, and pieces beside it that a try left behind. */
async function mintFinished(): Promise<RecordedSession> {
  const world = await mintRecordedSession();
  await env.RECORDINGS.put(fileKey(base(world)), BYTES);
  for (const number of [1, 2]) await env.RECORDINGS.put(pieceKey(base(world), number), BYTES);
  await env.RECORDINGS.put(`${base(world)}/tracks/anna-mic.mp4`, BYTES);
  const file = { objectKey: fileKey(base(world)), durationMs: 6_000, bytes: BYTES.length };
  await recordingReady(world.ctx, world.recording, file);
  return world;
}

test('an Owner deletes a recording: every object is gone, and the audit log says how many there were', async () => {
  const world = await mintFinished();
  const other = await mintFinished();
  expect((await call('DELETE', `/recordings/${world.recording}`, world.cookie)).status).toBe(204);
  expect(await keys(world)).toEqual([]);
  expect(await keys(other)).toHaveLength(4);
  expect(await rowOf(world)).toMatchObject({ deletedWhy: 'by_hand', objectKey: null });
  expect((await rowOf(world))?.erasedAt).not.toBeNull();
  expect(await rowOf(other)).toMatchObject({ deletedAt: null, erasedAt: null });
  const entries = await audit(world);
  expect(entries.map(({ kind }) => kind)).toEqual([
    'recording_deletion_asked',
    'recording_deletion_begun',
    'recording_deleted',
  ]);
  expect(entries[2]?.detail).toMatchObject({ recording: world.recording, objects: 4, bytes: 4_000 });
  expect(String(entries[2]?.detail['keysSha256'])).toMatch(/^[0-9a-f]{64}$/);
  expect(JSON.stringify(entries)).not.toMatch(/Asha|Ines|example/);
  const told = await world.ctx.db.select().from(timeline).where(eq(timeline.sessionId, world.session));
  expect(told.find(({ kind }) => kind === 'recording_deleted')).toMatchObject({ byName: 'Ines' });
});

test('what is deleted cannot be watched, downloaded or tried again, and its share links are dead', async () => {
  const world = await mintFinished();
  const [member] = await world.ctx.db.select().from(members).where(eq(members.workspaceId, world.workspace));
  const made = { id: crypto.randomUUID(), recordingId: world.recording, linkKid: 't1', createdBy: member?.id ?? '' };
  await world.ctx.db
    .insert(recordingShares)
    .values({ ...made, createdAt: world.ctx.now, expiresAt: world.ctx.now + 1_000_000 });
  await call('DELETE', `/recordings/${world.recording}`, world.cookie);
  expect(await codeOf(call('GET', `/recordings/${world.recording}/file`, world.cookie))).toEqual([
    410,
    'recording_deleted',
  ]);
  expect(await codeOf(call('GET', `/recordings/${world.recording}`, world.cookie))).toEqual([410, 'recording_deleted']);
  expect(await codeOf(call('POST', `/recordings/${world.recording}/retry`, world.cookie))).toEqual([
    409,
    'recording_not_failed',
  ]);
  const [row] = await world.ctx.db.select().from(recordingShares).where(eq(recordingShares.id, made.id));
  expect(row?.revokedAt).not.toBeNull();
});

test('only an Owner deletes, only in their own workspace, and not while it is being recorded', async () => {
  const world = await mintFinished();
  const other = await mintFinished();
  expect(await codeOf(call('DELETE', `/recordings/${world.recording}`, ''))).toEqual([401, 'not_signed_in']);
  expect(await codeOf(call('DELETE', `/recordings/${world.recording}`, other.cookie))).toEqual([404, 'not_found']);
  expect(await codeOf(call('DELETE', '/recordings/unknown', other.cookie))).toEqual([404, 'not_found']);
  await world.ctx.db.update(members).set({ role: 'researcher' }).where(eq(members.workspaceId, world.workspace));
  expect(await codeOf(call('DELETE', `/recordings/${world.recording}`, world.cookie))).toEqual([403, 'owner_only']);
  expect(await keys(world)).toHaveLength(4);
  const running = await mintRecordedSession();
  expect(await codeOf(call('DELETE', `/recordings/${running.recording}`, running.cookie))).toEqual([409, 'conflict']);
});

test('deleting twice, also at once, leaves one proof', async () => {
  const world = await mintFinished();
  const answers = await Promise.all([1, 2].map(() => call('DELETE', `/recordings/${world.recording}`, world.cookie)));
  expect(answers.map(({ status }) => status)).toEqual([204, 204]);
  await call('DELETE', `/recordings/${world.recording}`, world.cookie);
  const kinds = (await audit(world)).map(({ kind }) => kind).sort();
  expect(kinds).toEqual(['recording_deleted', 'recording_deletion_asked', 'recording_deletion_begun']);
});

test('a deletion that storage interrupts is taken up by the minute cron, with the proof of the first look', async () => {
  const world = await mintFinished();
  const { RECORDINGS } = env;
  const failing = new Proxy(RECORDINGS, {
    get(bucket, name) {
      if (name === 'delete') {
        return async (found: string[]) => {
          await bucket.delete(found.slice(0, 2));
          throw new Error('The bucket does not answer.');
        };
      }
      const member: unknown = Reflect.get(bucket, name);
      return typeof member === 'function' ? (member.bind(bucket) as unknown) : member;
    },
  });
  const { db } = world.ctx;
  await db.update(recordings).set({ deletedAt: 5, deletedWhy: 'by_hand' }).where(eq(recordings.id, world.recording));
  await keepRecordings({ ...world.ctx, env: { ...env, RECORDINGS: failing } });
  expect(await keys(world)).toHaveLength(2);
  expect((await rowOf(world))?.erasedAt).toBeNull();
  await keepRecordings(world.ctx);
  expect(await keys(world)).toEqual([]);
  expect((await rowOf(world))?.erasedAt).toBe(world.ctx.now);
  const proof = (await audit(world)).find(({ kind }) => kind === 'recording_deleted');
  expect(proof?.detail).toMatchObject({ objects: 4, bytes: 4_000 });
});

test('the Room forgets a deleted recording, gives its upload up and takes no late piece in', async () => {
  const world = await mintRecordedSession();
  const room = env.ROOM.getByName(world.session);
  const put = (number: number) =>
    call('PUT', `/j/${world.session}/recordings/${world.recording}/0/${number}`, world.cookie, head);
  expect((await put(0)).status).toBe(200);
  await runInDurableObject(room, async (_, { storage }) => {
    const upload = await env.RECORDINGS.createMultipartUpload(fileKey(base(world)));
    await upload.uploadPart(1, BYTES);
    createShelf(storage.sql).progress(world.recording).startUpload(upload.uploadId);
  });
  await recordingFailed(world.ctx, world.recording, 'Storage.');
  expect((await call('DELETE', `/recordings/${world.recording}`, world.cookie)).status).toBe(204);
  expect(await codeOf(put(0))).toEqual([409, 'recording_over']);
  await runInDurableObject(room, (_, { storage: { sql } }) => {
    const tables = ['recordings', 'segments', 'fragments', 'bytes', 'making', 'file_parts'];
    const left = tables.map((table) => sql.exec(`SELECT * FROM shelf_${table}`).toArray().length);
    expect(left).toEqual([0, 0, 0, 0, 0, 0]);
  });
});

test('a file that becomes ready after its recording was deleted stays deleted, and nobody is mailed', async () => {
  const world = await mintRecordedSession();
  const { db } = world.ctx;
  await db.update(recordings).set({ deletedAt: 5, deletedWhy: 'withdrawn' }).where(eq(recordings.id, world.recording));
  await recordingReady(world.ctx, world.recording, { objectKey: fileKey(base(world)), durationMs: 1, bytes: 1 });
  expect(await rowOf(world)).toMatchObject({ status: 'recording', objectKey: null });
  expect(await db.select().from(mails).where(eq(mails.sessionId, world.session))).toEqual([]);
});
