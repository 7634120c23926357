import { and, eq, isNull, ne, sql } from 'drizzle-orm';
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
    { ...row, status: 'recording', zeroAt: null, startedAt: now },
    sql`${isThere} and ${isNew}`,
  );
}

/** Its file lies in the bucket, or (null) there will be none. The first word stands. */
export async function settleTrack({ db }: Ctx, id: string, file: FinishedFile | null): Promise<void> {
  const { objectKey, durationMs, bytes, zeroAtMs, hasPicture } = file ?? {};
  const kind = hasPicture ? 'cam' : 'mic';
  const change = file
    ? ({ status: 'ready', kind, objectKey, durationMs, bytes, zeroAt: zeroAtMs ?? null } as const)
    : ({ status: 'failed', reason: 'Nothing of it could be made.' } as const);
  await db
    .update(recordingTracks)
    .set(change)
    .where(and(eq(recordingTracks.id, id), isNull(recordingTracks.objectKey), ne(recordingTracks.status, 'failed')));
}

/** Where one person's track lies and what to call it. AppError as `findOwnRecording`, `not_found`, `recording_not_ready`. */
export async function findTrackFile(ctx: Ctx, researcher: Researcher, id: string, track: string): Promise<StoredFile> {
  const found = await findOwnRecording(ctx, researcher, id);
  const [row] = await ctx.db
    .select()
    .from(recordingTracks)
    .where(and(eq(recordingTracks.id, track), eq(recordingTracks.recordingId, id)));
  if (!row) throw new AppError('not_found');
  if (row.status !== 'ready' || row.objectKey === null) throw new AppError('recording_not_ready');
  const isSound = row.kind === 'mic';
  const fileName = trackFileName(nameOf(found), row.name, isSound ? 'voice' : 'camera');
  return { objectKey: row.objectKey, fileName, type: isSound ? 'audio/mp4' : 'video/mp4' };
}
