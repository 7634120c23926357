import { and, eq, isNull, sql } from 'drizzle-orm';
import { AppError } from '../../wire/errors.ts';
import { insertWhere } from '../db/insert-where.ts';
import { auditLog, consents, recordings, sessions } from '../db/schema.ts';
import { auditEntry } from './audit-log.ts';
import type { Ctx } from './context.ts';
import { doomed, eraseOrLeave, markDeleted } from './deletion.ts';
import { findSeatSession } from './found-session.ts';
import { planRoom } from './rooms.ts';
import type { Seat } from './seats.ts';
import { noteTimelineIfChanged } from './timeline.ts';

/**
 * 'Withdraw my consent', by the Participant, at any time: nothing more is recorded, all that was is deleted, the host reads it in
 * the timeline, the room hears it. Doing it twice changes nothing. AppError `link_dead`, `conflict` (never agreed to anything).
 */
export async function withdrawConsent(ctx: Ctx, seat: Seat): Promise<void> {
  const { db, now } = ctx;
  const { session, participant } = await findSeatSession(ctx, seat);
  const isTheirs = and(eq(consents.sessionId, session.id), eq(consents.participantId, participant.id));
  const [given, files] = await Promise.all([
    db.select({ version: consents.version }).from(consents).where(isTheirs),
    db
      .select(doomed)
      .from(recordings)
      .where(and(eq(recordings.sessionId, session.id), isNull(recordings.erasedAt))),
  ]);
  if (given.length === 0) throw new AppError('conflict', { message: 'You have not agreed to anything here yet.' });
  const detail = { session: session.id, recordings: files.length };
  const why = { why: 'withdrawn', memberId: null, byName: participant.name } as const;
  await db.batch([
    db
      .update(consents)
      .set({ withdrawnAt: now })
      .where(and(isTheirs, isNull(consents.withdrawnAt))),
    noteTimelineIfChanged(ctx, session.id, 'consent_withdrawn', participant.name),
    insertWhere(
      db,
      auditLog,
      auditEntry(ctx, session.workspaceId, 'consent_withdrawn', { detail }),
      sql`changes() > 0`,
    ),
    db
      .update(sessions)
      .set({ factsVersion: sql`${sessions.factsVersion} + 1` })
      .where(and(eq(sessions.id, session.id), sql`changes() > 0`)),
    ...files.flatMap((file) => markDeleted(ctx, file, why)),
  ]);
  // The Room stops at once; should it not hear, the sweep tells it.
  await planRoom(ctx, session.id);
  for (const file of files) await eraseOrLeave(ctx, file);
}

/** The Room's: a recording that D1 may have learned of only after the consent was withdrawn. The minute cron erases it. */
export async function recordingWithdrawn(ctx: Ctx, recording: string): Promise<void> {
  const [row] = await ctx.db.select(doomed).from(recordings).where(eq(recordings.id, recording));
  if (row) await ctx.db.batch(markDeleted(ctx, row, { why: 'withdrawn', memberId: null, byName: null }));
}

/** 'Allow recording', by the Participant who is in and refused it before. AppError `conflict`. */
export async function allowRecording({ env }: Ctx, { sessionId, id }: Seat): Promise<void> {
  if (!(await env.ROOM.getByName(sessionId).allowRecording(id))) throw new AppError('conflict');
}
