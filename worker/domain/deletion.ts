import { and, asc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { AppError } from '../../wire/errors.ts';
import type { DeletionReason } from '../../wire/words.ts';
import { insertWhere } from '../db/insert-where.ts';
import { auditLog, recordings, recordingShares, recordingTracks } from '../db/schema.ts';
import { logError } from '../lib/log.ts';
import type { EraseProof } from '../recordings/erase.ts';
import { deleteObjects, proveObjects } from '../recordings/erase.ts';
import { recordingBase } from '../recordings/keys.ts';
import { auditEntry } from './audit-log.ts';
import type { Ctx } from './context.ts';
import type { Researcher } from './people.ts';
import { noteTimelineIfChanged } from './timeline.ts';

/** So many recordings the minute cron erases: each costs one call of its Room and a few of the bucket. */
const ERASED_PER_MINUTE = 5;

export interface DoomedRecording {
  id: string;
  sessionId: string;
  workspaceId: string;
}

export interface Deletion {
  why: DeletionReason;
  /** The member who wants it, and how the timeline calls who did; null: Fieldroom by itself. */
  memberId: string | null;
  byName: string | null;
}

/**
 * 'Delete recording', by an Owner. Nobody sees it from then on, its share links are dead, and its objects go at once, or with the
 * minute cron when storage fails. Doing it twice changes nothing. AppError `owner_only`, `not_found`, `conflict` (still recorded).
 */
export async function deleteRecording(ctx: Ctx, researcher: Researcher, id: string): Promise<void> {
  if (researcher.role !== 'owner') throw new AppError('owner_only');
  const [row] = await ctx.db
    .select({ ...doomed, status: recordings.status })
    .from(recordings)
    .where(and(eq(recordings.id, id), eq(recordings.workspaceId, researcher.workspace.id)));
  if (!row) throw new AppError('not_found');
  if (row.status === 'recording') {
    throw new AppError('conflict', { message: 'This Session is still being recorded. Delete it when it is over.' });
  }
  await ctx.db.batch(markDeleted(ctx, row, { why: 'by_hand', memberId: researcher.id, byName: researcher.name }));
  await eraseOrLeave(ctx, row);
}

export const doomed = { id: recordings.id, sessionId: recordings.sessionId, workspaceId: recordings.workspaceId };

/** Statements: from then on nobody sees the recording, and it waits to be erased. A second time changes nothing. */
export const markDeleted = (ctx: Ctx, row: DoomedRecording, { why, memberId, byName }: Deletion) => {
  const { db, now } = ctx;
  const detail = { recording: row.id, session: row.sessionId, why };
  return [
    db
      .update(recordings)
      .set({ deletedAt: now, deletedWhy: why })
      .where(and(eq(recordings.id, row.id), isNull(recordings.deletedAt))),
    noteTimelineIfChanged(ctx, row.sessionId, 'recording_deleted', byName, { recording: row.id, why }),
    insertWhere(
      db,
      auditLog,
      auditEntry(ctx, row.workspaceId, 'recording_deletion_asked', { memberId, detail }),
      sql`changes() > 0`,
    ),
    db
      .update(recordingShares)
      .set({ revokedAt: now })
      .where(and(eq(recordingShares.recordingId, row.id), isNull(recordingShares.revokedAt))),
  ] as const;
};

/** Erases it now; what fails is taken up by the minute cron. */
export async function eraseOrLeave(ctx: Ctx, row: DoomedRecording): Promise<void> {
  try {
    await eraseRecording(ctx, row);
  } catch (error) {
    logError('recording_not_erased', error, { recording: row.id });
  }
}

/** The minute cron's: goes on with what was marked and is not erased yet, who was asked for first first. */
export async function eraseMarked(ctx: Ctx): Promise<void> {
  const rows = await ctx.db
    .select(doomed)
    .from(recordings)
    .where(and(isNotNull(recordings.deletedAt), isNull(recordings.erasedAt)))
    .orderBy(asc(recordings.deletedAt))
    .limit(ERASED_PER_MINUTE);
  for (const row of rows) await eraseOrLeave(ctx, row);
}

/**
 * Everything that belongs to a marked recording goes: what the Room holds, every object of the bucket, the files of single
 * voices. Stopped anywhere it can be begun again; what was there is written down before the first object goes.
 */
async function eraseRecording(ctx: Ctx, row: DoomedRecording): Promise<void> {
  const { db, env, now } = ctx;
  const { id, sessionId, workspaceId } = row;
  await env.ROOM.getByName(sessionId).dropRecording(id);
  const base = recordingBase(sessionId, id);
  const proof = await keepProof(ctx, row, base);
  await deleteObjects(env.RECORDINGS, base);
  const detail = { recording: id, session: sessionId, ...proof };
  await db.batch([
    db
      .update(recordings)
      .set({ erasedAt: now, objectKey: null })
      .where(and(eq(recordings.id, id), isNotNull(recordings.deletedAt), isNull(recordings.erasedAt))),
    insertWhere(db, auditLog, auditEntry(ctx, workspaceId, 'recording_deleted', { detail }), sql`changes() > 0`),
    db.delete(recordingTracks).where(eq(recordingTracks.recordingId, id)),
  ]);
}

/** What was there when deleting began: a deletion that was interrupted finds less, so the first look counts. */
async function keepProof(ctx: Ctx, { id, workspaceId }: DoomedRecording, base: string): Promise<EraseProof> {
  const { db, env } = ctx;
  const begunId = `erasing:${id}`;
  const [begun] = await db.select({ detail: auditLog.detail }).from(auditLog).where(eq(auditLog.id, begunId));
  if (begun) return begun.detail['proof'] as EraseProof;
  const found = await proveObjects(env.RECORDINGS, base);
  const detail = { recording: id, proof: found };
  await db
    .insert(auditLog)
    .values({ ...auditEntry(ctx, workspaceId, 'recording_deletion_begun', { detail }), id: begunId })
    .onConflictDoNothing();
  return found;
}
