import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { RecordedSession } from '../../test/edge/recorded-session.ts';
import { mintRecordedSession } from '../../test/edge/recorded-session.ts';
import { AppError } from '../../wire/errors.ts';
import { mails, recordings, timeline } from '../db/schema.ts';
import type { SessionFacts } from '../room/facts.ts';
import { markFinishing, markRetried, openRecording, recordingFailed, recordingReady } from './recordings.ts';

const FILE = { objectKey: 'recordings/s/r.mp4', durationMs: 61_000, bytes: 9_000_000 };

const rowOf = async ({ ctx, recording }: RecordedSession) =>
  (await ctx.db.select().from(recordings).where(eq(recordings.id, recording)))[0];
const mailsOf = ({ ctx, session }: RecordedSession) => ctx.db.select().from(mails).where(eq(mails.sessionId, session));
const kindsOf = async ({ ctx, session }: RecordedSession) =>
  (await ctx.db.select().from(timeline).where(eq(timeline.sessionId, session))).map(({ kind }) => kind);

test('a finished file is written down once, with one entry and one mail to the host', async () => {
  const world = await mintRecordedSession();
  await markFinishing(world.ctx, world.recording);
  expect((await rowOf(world))?.status).toBe('finishing');
  const gaps = [{ fromMs: 4000, toMs: 6000, why: 'lost' as const }];
  await Promise.all([1, 2].map(() => recordingReady(world.ctx, world.recording, { ...FILE, gaps })));
  await recordingReady(world.ctx, world.recording, { ...FILE, durationMs: 1 });
  expect(await rowOf(world)).toMatchObject({ status: 'ready', ...FILE, finishedAt: world.ctx.now });
  const entries = await world.ctx.db.select().from(timeline).where(eq(timeline.sessionId, world.session));
  expect(entries.map(({ kind, detail }) => [kind, detail])).toEqual([
    ['recording_ready', { recording: world.recording, durationMs: 61_000, bytes: 9_000_000, gaps }],
  ]);
  const sent = await mailsOf(world);
  expect(sent.map(({ kind, toName, data }) => [kind, toName, data])).toEqual([
    ['recording_ready', 'Ines', { recording: world.recording }],
  ]);
});

test('a recording that failed tells the host why, and is not made ready afterwards', async () => {
  const world = await mintRecordedSession();
  await recordingFailed(world.ctx, world.recording, 'No picture arrived.');
  await recordingReady(world.ctx, world.recording, FILE);
  expect(await rowOf(world)).toMatchObject({ status: 'failed', reason: 'No picture arrived.', objectKey: null });
  expect(await kindsOf(world)).toEqual(['recording_failed']);
  const sent = await mailsOf(world);
  expect(sent.map(({ kind, data }) => [kind, data])).toEqual([['recording_failed', { reason: 'No picture arrived.' }]]);
});

test('one that fails again after being tried again tells the host again, once', async () => {
  const world = await mintRecordedSession();
  await recordingFailed(world.ctx, world.recording, 'Storage did not take the file.');
  for (const reason of ['It is not there.', 'It is still not there.']) {
    await markRetried(world.ctx, world.session, world.recording, 'Ines');
    await recordingFailed(world.ctx, world.recording, reason);
    await recordingFailed(world.ctx, world.recording, reason);
  }
  const reasons = (await mailsOf(world)).map(({ data }) => data);
  expect(reasons).toHaveLength(3);
  expect(reasons).toContainEqual({ reason: 'It is still not there.' });
});

test('a recording is opened once, and marking it as finishing comes too late for a finished one', async () => {
  const world = await mintRecordedSession();
  const recording = crypto.randomUUID();
  const facts = { sessionId: world.session, workspaceId: world.workspace } as SessionFacts;
  await openRecording(world.ctx, facts, recording, 5, 'Ines');
  await openRecording(world.ctx, facts, recording, 6, 'Somebody');
  expect(await rowOf({ ...world, recording })).toMatchObject({ status: 'recording', startedAt: 5 });
  expect(await kindsOf(world)).toEqual(['recording_started']);
  await recordingReady(world.ctx, recording, FILE);
  await markFinishing(world.ctx, recording);
  expect((await rowOf({ ...world, recording }))?.status).toBe('ready');
});

test('an unknown recording cannot be finished', async () => {
  const world = await mintRecordedSession();
  const ready = recordingReady(world.ctx, 'unknown', FILE);
  await expect(ready).rejects.toBeInstanceOf(AppError);
  await expect(ready).rejects.toMatchObject({ code: 'not_found' });
});
