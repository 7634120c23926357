import { and, eq, inArray, isNull } from 'drizzle-orm';
import { attendance, sessions } from '../db/schema.ts';
import type { Ctx } from './context.ts';
import { noteTimeline, noteTimelineIfChanged } from './timeline.ts';

export interface Settlement {
  status: 'completed' | 'needs_review' | 'no_show';
  /** 'ended' for all, the 'no_show_limit', 'end_reached' with nobody in, 'stood_empty' after the end, or 'closed' 2 hours after it. */
  ending: 'ended' | 'no_show_limit' | 'end_reached' | 'stood_empty' | 'closed';
  /** Who ended it for all; null: nobody. */
  byName: string | null;
}

/**
 * The Room says what the Session has become (PRODUCT.md, Completion). A guarded update: only a scheduled Session changes, or one
 * left for review that people met in again. A cancelled, completed or marked one stays what it is. `ctx.now` is when.
 */
export async function settleSession(
  ctx: Ctx,
  sessionId: string,
  { status, ending, byName }: Settlement,
): Promise<void> {
  const from = status === 'completed' ? (['scheduled', 'needs_review'] as const) : (['scheduled'] as const);
  const completedAt = status === 'completed' ? { completedAt: ctx.now } : {};
  const settle = ctx.db
    .update(sessions)
    .set({ status, inside: 0, ...completedAt })
    .where(and(eq(sessions.id, sessionId), inArray(sessions.status, [...from])));
  const noted = noteTimelineIfChanged(ctx, sessionId, status, null, { ending });
  const openStays = and(eq(attendance.sessionId, sessionId), isNull(attendance.wentAt));
  const closeStays = ctx.db.update(attendance).set({ wentAt: ctx.now }).where(openStays);
  if (ending === 'ended') {
    await ctx.db.batch([noteTimeline(ctx, sessionId, 'ended_for_all', byName), settle, noted, closeStays]);
  } else {
    await ctx.db.batch([settle, noted, closeStays]);
  }
}

/** The Participant has come after the no-show limit: the Session is on again. A no-show somebody has reviewed stays what it is. */
export async function resumeSession(ctx: Ctx, sessionId: string, byName: string): Promise<void> {
  const isNoShow = and(eq(sessions.id, sessionId), eq(sessions.status, 'no_show'));
  await ctx.db.batch([
    ctx.db.update(sessions).set({ status: 'scheduled' }).where(isNoShow),
    noteTimelineIfChanged(ctx, sessionId, 'came_after_all', byName),
  ]);
}
