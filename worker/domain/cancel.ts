import { sql } from 'drizzle-orm';
import type { LinkStanding, SessionDetails } from '../../wire/http.ts';
import { sessions } from '../db/schema.ts';
import { checkAsSeen, checkInTime, isAsRead, whyNotChanged } from './change.ts';
import type { Change } from './change.ts';
import type { Ctx } from './context.ts';
import { findOwnSession, findSeatSession } from './found-session.ts';
import type { FoundSession } from './found-session.ts';
import { standingOf } from './link-view.ts';
import type { Researcher } from './people.ts';
import { planRoom } from './rooms.ts';
import type { Seat } from './seats.ts';
import { mailBothIfChanged } from './session-mails.ts';
import { getSession } from './sessions.ts';
import { noteTimelineIfChanged } from './timeline.ts';

interface Cancellation {
  reason: string;
  scheduleVersion: number;
}

/** A Researcher cancels. AppError `not_found`, `not_scheduled`, `conflict`, `too_late_to_change`. */
export async function cancelSession(
  ctx: Ctx,
  researcher: Researcher,
  id: string,
  { reason, scheduleVersion }: Cancellation,
): Promise<SessionDetails> {
  const found = await findOwnSession(ctx, researcher, id);
  await cancel(ctx, found, { by: 'researcher', name: researcher.name, scheduleVersion }, reason);
  return getSession(ctx, researcher, id);
}

/** The Participant cancels from their mail. AppError `not_scheduled`, `mail_stale`, `too_late_to_change`. */
export async function cancelAsParticipant(
  ctx: Ctx,
  seat: Seat,
  { reason, scheduleVersion }: Cancellation,
): Promise<LinkStanding> {
  const found = await findSeatSession(ctx, seat);
  await cancel(ctx, found, { by: 'participant', name: seat.name, scheduleVersion }, reason);
  return standingOf(ctx, await findSeatSession(ctx, seat), 'participant');
}

/** One batch: the change, its timeline, both mails; then the Room shuts. */
async function cancel(ctx: Ctx, found: FoundSession, change: Change, reason: string): Promise<void> {
  const { id, scheduleVersion: version } = found.session;
  await checkAsSeen(ctx, found, change);
  checkInTime(ctx, found);
  const [cancelled] = await ctx.db.batch([
    ctx.db
      .update(sessions)
      .set({ status: 'cancelled', factsVersion: sql`${sessions.factsVersion} + 1` })
      .where(isAsRead(found))
      .returning({ id: sessions.id }),
    noteTimelineIfChanged(ctx, id, 'session_cancelled', change.name, { reason }),
    ...mailBothIfChanged(ctx, found, { kind: 'cancelled', version, extra: { reason, by: change.name } }),
  ]);
  if (cancelled.length === 0) throw await whyNotChanged(ctx, found, change);
  await planRoom(ctx, id);
}
