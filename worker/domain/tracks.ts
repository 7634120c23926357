import { and, eq, inArray, isNull, ne, sql } from 'drizzle-orm';
import { AppError } from '../../wire/errors.ts';
import type { Role } from '../../wire/words.ts';
import { insertWhere } from '../db/insert-where.ts';
import { recordings, recordingTracks } from '../db/schema.ts';
import { trackFileName } from '../recordings/file-name.ts';
import type { StoredFile } from '../recordings/serve.ts';
import type { Ctx } from './context.ts';
import { findOwnRecording, nameOf } from './found-recording.ts';
import type { Researcher } from './people.ts';
import type { FinishedFile } from './recordings.ts';
import { noteTimelineIfChanged } from './timeline.ts';

/** One person's track begins in the Room. */
export interface StartedTrack {
  id: string;
  recording: string;
  seatId: string;
  role: Role;
  name: string;
  kind: 'mic' | 'cam';
}

/** Doing it twice changes nothing, and beside a recording that is deleted nothing begins. */
export async function openTrack({ db, now }: Ctx, { recording, ...track }: StartedTrack): Promise<void> {
  const isThere = sql`exists (select 1 from ${recordings} where ${recordings.id} = ${recording} and ${recordings.deletedAt} is null)`;
  const isNew = sql`not exists (select 1 from ${recordingTracks} where ${recordingTracks.id} = ${track.id})`;
  const row = { ...track, recordingId: recording, objectKey: null, durationMs: null, bytes: null, reason: null };
  await insertWhere(
    db,
    recordingTracks,
    { ...row, status: 'recording', percent: null, zeroAt: null, startedAt: now },
    sql`${isThere} and ${isNew}`,
  );
}

/** How far its file is made, 0 to 99. */
export async function noteTrackProgress({ db }: Ctx, id: string, percent: number): Promise<void> {
  await db
    .update(recordingTracks)
    .set({ percent, status: 'finishing' })
    .where(and(eq(recordingTracks.id, id), inArray(recordingTracks.status, ['recording', 'finishing'])));
}

/** A track that failed is made again, by a Researcher's word. Doing it twice changes nothing. */
export async function markTrackRetried(ctx: Ctx, sessionId: string, id: string, byName: string): Promise<void> {
  await ctx.db.batch([
    ctx.db
      .update(recordingTracks)
      .set({ status: 'finishing', percent: 0, reason: null })
      .where(and(eq(recordingTracks.id, id), eq(recordingTracks.status, 'failed'))),
    noteTimelineIfChanged(ctx, sessionId, 'track_retried', byName, { track: id }),
  ]);
}

/** More of a track has come in when its file had been made: it is made again. Doing it twice changes nothing. */
export async function markTrackReopened(ctx: Ctx, sessionId: string, id: string): Promise<void> {
  await ctx.db.batch([
    ctx.db
      .update(recordingTracks)
      .set({ status: 'finishing', percent: 0, reason: null, objectKey: null })
      .where(and(eq(recordingTracks.id, id), inArray(recordingTracks.status, ['ready', 'failed']))),
    noteTimelineIfChanged(ctx, sessionId, 'track_reopened', null, { track: id }),
  ]);
}

/**
 * 'Try again' of one person's own track: the Room makes its file once more of all the pieces that were kept, and says so in the
 * timeline. AppError as `findOwnRecording`, `not_found`, `recording_not_failed`.
 */
export async function retryTrack(ctx: Ctx, researcher: Researcher, id: string, track: string): Promise<void> {
  const { recording } = await findOwnRecording(ctx, researcher, id);
  const { status } = await findTrack(ctx, id, track);
  const room = ctx.env.ROOM.getByName(recording.sessionId);
  const isRetried = status === 'failed' && (await room.retryTrack(track, researcher.name));
  if (!isRetried) throw new AppError('recording_not_failed');
}

/** Its file lies in the bucket, or (null) there will be none, for that reason. The first word stands. */
export async function settleTrack(
  { db }: Ctx,
  id: string,
  file: FinishedFile | null,
  reason = 'Nothing of it could be made.',
): Promise<void> {
  const { objectKey, durationMs, bytes, zeroAtMs, hasPicture } = file ?? {};
  const kind = hasPicture ? 'cam' : 'mic';
  const change = file
    ? ({ status: 'ready', kind, objectKey, durationMs, bytes, zeroAt: zeroAtMs ?? null } as const)
    : ({ status: 'failed', reason } as const);
  await db
    .update(recordingTracks)
    .set({ ...change, percent: null })
    .where(and(eq(recordingTracks.id, id), isNull(recordingTracks.objectKey), ne(recordingTracks.status, 'failed')));
}

/** Where one person's track lies and what to call it. AppError as `findOwnRecording`, `not_found`, `recording_not_ready`. */
export async function findTrackFile(ctx: Ctx, researcher: Researcher, id: string, track: string): Promise<StoredFile> {
  const found = await findOwnRecording(ctx, researcher, id);
  const row = await findTrack(ctx, id, track);
  if (row.status !== 'ready' || row.objectKey === null) throw new AppError('recording_not_ready');
  const isSound = row.kind === 'mic';
  const fileName = trackFileName(nameOf(found), row.name, isSound ? 'voice' : 'camera');
  return { objectKey: row.objectKey, fileName, type: isSound ? 'audio/mp4' : 'video/mp4' };
}

async function findTrack({ db }: Ctx, recording: string, id: string): Promise<typeof recordingTracks.$inferSelect> {
  const isTheirs = and(eq(recordingTracks.id, id), eq(recordingTracks.recordingId, recording));
  const [row] = await db.select().from(recordingTracks).where(isTheirs);
  if (!row) throw new AppError('not_found');
  return row;
}
