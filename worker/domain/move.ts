import { and, eq, sql } from 'drizzle-orm';
import { AppError } from '../../wire/errors.ts';
import type { LinkStanding, SessionDetails } from '../../wire/http.ts';
import { MINUTE } from '../../wire/limits.ts';
import type { Rsvp } from '../../wire/words.ts';
import { sessions } from '../db/schema.ts';
import { fromIso, toIso } from '../lib/clock.ts';
import type { Booking } from './booking.ts';
import { checkBooking, endOf } from './booking.ts';
import { checkAsSeen, checkInTime, isAsRead, whyNotChanged } from './change.ts';
import type { Change } from './change.ts';
import type { Ctx } from './context.ts';
import { findOwnSession, findSeatSession } from './found-session.ts';
import type { FoundSession } from './found-session.ts';
import { hostBusy, selectClash } from './host-clash.ts';
import { standingOf } from './link-view.ts';
import type { Researcher } from './people.ts';
import { planRoom } from './rooms.ts';
import type { Seat } from './seats.ts';
import { mailBothIfChanged } from './session-mails.ts';
import { getSession } from './sessions.ts';
import { noteTimelineIfChanged } from './timeline.ts';

interface NewTime {
  startsAt: string;
  lengthMinutes: number;
  zone: string;
  scheduleVersion: number;
}

/**
 * A new time for a Session, given by a Researcher; links stay, answers are asked for anew (Scheduling rules 1 to 5).
 * AppError `not_found`, `not_scheduled`, `conflict`, `too_late_to_change`, `host_busy`, and those of `checkBooking`.
 */
export async function rescheduleSession(
  ctx: Ctx,
  researcher: Researcher,
  id: string,
  { startsAt, lengthMinutes, zone, scheduleVersion }: NewTime,
): Promise<SessionDetails> {
  const found = await findOwnSession(ctx, researcher, id);
  const change: Change = { by: 'researcher', name: researcher.name, scheduleVersion };
  await checkAsSeen(ctx, found, change);
  await move(ctx, found, change, { startsAt: fromIso(startsAt), lengthMinutes, zone }, 'none');
  return getSession(ctx, researcher, id);
}

/**
 * The Participant takes one of the times the host offered; who chooses a time will be there.
 * AppError `not_scheduled`, `mail_stale`, `time_not_offered`, `too_late_to_change`, `host_busy`, and those of `checkBooking`.
 */
export async function chooseTime(
  ctx: Ctx,
  seat: Seat,
  wish: { startsAt: string; scheduleVersion: number },
): Promise<LinkStanding> {
  const found = await findSeatSession(ctx, seat);
  const { session } = found;
  const startsAt = fromIso(wish.startsAt);
  const change: Change = { by: 'participant', name: seat.name, scheduleVersion: wish.scheduleVersion };
  await checkAsSeen(ctx, found, change);
  if (!session.offeredTimes.includes(startsAt)) {
    throw new AppError('time_not_offered', { detail: { offeredTimes: session.offeredTimes.map(toIso) } });
  }
  const lengthMinutes = (session.endsAt - session.startsAt) / MINUTE;
  await move(ctx, found, change, { startsAt, lengthMinutes, zone: session.zone }, 'confirmed');
  return standingOf(ctx, await findSeatSession(ctx, seat), 'participant');
}

/** One batch: the new time, its timeline, both mails. Guarded by version, offer and the host's other Sessions. */
async function move(ctx: Ctx, found: FoundSession, change: Change, to: Booking, rsvp: Rsvp): Promise<void> {
  const { session, relaxed } = found;
  checkInTime(ctx, found);
  checkBooking(to, ctx.now, relaxed);
  if (to.startsAt === session.startsAt && endOf(to) === session.endsAt && to.zone === session.zone) {
    throw new AppError('bad_input', { message: 'The Session is at that time already.' });
  }
  const busy = selectClash(ctx, session.hostId, to, session.id);
  const refuseClash = async () => {
    const [clash] = await busy;
    if (clash) throw change.by === 'researcher' ? hostBusy(clash) : new AppError('host_busy');
  };
  await refuseClash();
  const version = session.scheduleVersion + 1;
  const from = { startsAt: toIso(session.startsAt), endsAt: toIso(session.endsAt), zone: session.zone };
  const detail = { startsAt: toIso(to.startsAt), lengthMinutes: to.lengthMinutes, zone: to.zone, from };
  const [moved] = await ctx.db.batch([
    ctx.db
      .update(sessions)
      .set({ ...newSchedule(ctx, to), scheduleVersion: version, rsvp })
      .where(and(isAsRead(found), isStillOffered(found, change), sql`not exists ${busy}`))
      .returning({ id: sessions.id }),
    noteTimelineIfChanged(ctx, session.id, 'session_moved', change.name, detail),
    ...mailBothIfChanged(ctx, found, { kind: 'moved', version, extra: { from, by: change.name } }),
  ]);
  if (moved.length === 0) {
    await refuseClash();
    throw await whyNotChanged(ctx, found, change);
  }
  await planRoom(ctx, session.id);
}

/** A schedule starts anew: what was answered or offered was about the old time. */
const newSchedule = ({ now }: Ctx, to: Booking) => ({
  startsAt: to.startsAt,
  endsAt: endOf(to),
  zone: to.zone,
  scheduledAt: now,
  lateMinutes: null,
  timeAskedAt: null,
  timeAskedNote: null,
  offeredTimes: [],
  factsVersion: sql`${sessions.factsVersion} + 1`,
});

/** The offer may be withdrawn between reading and choosing. */
const isStillOffered = ({ session }: FoundSession, { by }: Change) =>
  by === 'participant' ? eq(sessions.offeredTimes, session.offeredTimes) : undefined;
