import { and, ne, sql } from 'drizzle-orm';
import { AppError } from '../../wire/errors.ts';
import type { LinkStanding } from '../../wire/http.ts';
import { HOUR, MINUTE } from '../../wire/limits.ts';
import { sessions } from '../db/schema.ts';
import { toIso } from '../lib/clock.ts';
import { logError } from '../lib/log.ts';
import { checkAsSeen, isAsRead, standing } from './change.ts';
import type { Ctx } from './context.ts';
import { findSeatSession } from './found-session.ts';
import { standingOf } from './link-view.ts';
import { planRoom } from './rooms.ts';
import type { Seat } from './seats.ts';
import { noteTimelineIfChanged } from './timeline.ts';

/** 'I'm running late' is said shortly before the start ... */
const LATE_FROM = HOUR;
/** ... and until the Session would be a no-show (PRODUCT.md, Completion). */
const LATE_UNTIL = 15 * MINUTE;

/**
 * 'I'll be there', or not. May be changed until the Session's end; the same answer again changes nothing.
 * AppError `not_scheduled`, `mail_stale`.
 */
export async function answerRsvp(
  ctx: Ctx,
  seat: Seat,
  { answer, scheduleVersion }: { answer: 'confirmed' | 'declined'; scheduleVersion: number },
): Promise<LinkStanding> {
  const found = await findSeatSession(ctx, seat);
  await checkAsSeen(ctx, found, { by: 'participant', name: seat.name, scheduleVersion });
  if (ctx.now >= found.session.endsAt) {
    throw new AppError('not_scheduled', { detail: await standing(ctx, found.session) });
  }
  await ctx.db.batch([
    ctx.db
      .update(sessions)
      .set({ rsvp: answer })
      .where(and(isAsRead(found), ne(sessions.rsvp, answer))),
    noteTimelineIfChanged(ctx, found.session.id, `rsvp_${answer}`, seat.name),
  ]);
  return standingOf(ctx, await findSeatSession(ctx, seat), 'participant');
}

/**
 * 'I'm running late': the Room is told, and waits so much longer before it calls it a no-show. From 1 hour before the start
 * until 15 minutes after it. AppError `not_scheduled`, `late_not_now` with `from` and `until`.
 */
export async function sayLate(ctx: Ctx, seat: Seat, minutes: number): Promise<LinkStanding> {
  const found = await findSeatSession(ctx, seat);
  const { id, startsAt, scheduleVersion } = found.session;
  await checkAsSeen(ctx, found, { by: 'participant', name: seat.name, scheduleVersion });
  const [from, until] = [startsAt - LATE_FROM, startsAt + LATE_UNTIL];
  if (ctx.now < from || ctx.now > until) {
    throw new AppError('late_not_now', { detail: { from: toIso(from), until: toIso(until) } });
  }
  const [said] = await ctx.db.batch([
    ctx.db
      .update(sessions)
      .set({ lateMinutes: minutes, factsVersion: sql`${sessions.factsVersion} + 1` })
      .where(and(isAsRead(found), sql`${sessions.lateMinutes} is not ${minutes}`))
      .returning({ id: sessions.id }),
    noteTimelineIfChanged(ctx, id, 'running_late', seat.name, { minutes }),
  ]);
  if (said.length > 0) {
    await tellRoomLate(ctx, id, minutes);
    await planRoom(ctx, id);
  }
  return standingOf(ctx, await findSeatSession(ctx, seat), 'participant');
}

/** Shown in the Room at once. When that fails, the Room still learns it with its facts. */
async function tellRoomLate({ env }: Ctx, sessionId: string, minutes: number): Promise<void> {
  try {
    await env.ROOM.getByName(sessionId).late(minutes);
  } catch (error) {
    logError('room_not_told', error);
  }
}
