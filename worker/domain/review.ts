import { and, eq, inArray, lte, or, sql } from 'drizzle-orm';
import { AppError } from '../../wire/errors.ts';
import type { ErrorCode } from '../../wire/errors.ts';
import type { SessionDetails } from '../../wire/http.ts';
import { sessions } from '../db/schema.ts';
import { standing } from './change.ts';
import type { Ctx } from './context.ts';
import { findOwnSession } from './found-session.ts';
import type { FoundSession } from './found-session.ts';
import type { Researcher } from './people.ts';
import { planRoom } from './rooms.ts';
import { getSession } from './sessions.ts';
import { noteTimelineIfChanged } from './timeline.ts';

/**
 * 'Mark as complete': a Session that needs review, a no-show, or a scheduled one whose end has passed (PRODUCT.md, Completion).
 * AppError `not_found`, `not_reviewable` (it is still to come, or finished already; the detail says how it stands).
 */
export async function markComplete(ctx: Ctx, researcher: Researcher, id: string): Promise<SessionDetails> {
  const found = await findOwnSession(ctx, researcher, id);
  const isOver = or(
    inArray(sessions.status, ['needs_review', 'no_show']),
    and(eq(sessions.status, 'scheduled'), lte(sessions.endsAt, ctx.now)),
  );
  const [marked] = await ctx.db.batch([
    ctx.db
      .update(sessions)
      .set({ status: 'completed', completedAt: ctx.now, factsVersion: sql`${sessions.factsVersion} + 1` })
      .where(and(eq(sessions.id, id), isOver))
      .returning({ id: sessions.id }),
    noteTimelineIfChanged(ctx, id, 'completed', researcher.name, { from: found.session.status }),
  ]);
  if (marked.length === 0) throw await refused(ctx, researcher, found, 'not_reviewable');
  await planRoom(ctx, id);
  return getSession(ctx, researcher, id);
}

/** 'Reopen': a Completed Session or a No-show is to be reviewed again, for a reason. AppError `not_found`, `not_reopenable`. */
export async function reopenSession(
  ctx: Ctx,
  researcher: Researcher,
  id: string,
  reason: string,
): Promise<SessionDetails> {
  const found = await findOwnSession(ctx, researcher, id);
  const [reopened] = await ctx.db.batch([
    ctx.db
      .update(sessions)
      .set({ status: 'needs_review', completedAt: null, factsVersion: sql`${sessions.factsVersion} + 1` })
      .where(and(eq(sessions.id, id), inArray(sessions.status, ['completed', 'no_show'])))
      .returning({ id: sessions.id }),
    noteTimelineIfChanged(ctx, id, 'reopened', researcher.name, { from: found.session.status, reason }),
  ]);
  if (reopened.length === 0) throw await refused(ctx, researcher, found, 'not_reopenable');
  await planRoom(ctx, id);
  return getSession(ctx, researcher, id);
}

async function refused(
  ctx: Ctx,
  researcher: Researcher,
  { session }: FoundSession,
  code: ErrorCode,
): Promise<AppError> {
  const present = await findOwnSession(ctx, researcher, session.id);
  return new AppError(code, { detail: await standing(ctx, present.session) });
}
