import { and, isNotNull, isNull, sql } from 'drizzle-orm';
import { AppError } from '../../wire/errors.ts';
import type { LinkStanding, SessionDetails } from '../../wire/http.ts';
import { MINUTE } from '../../wire/limits.ts';
import { sessions } from '../db/schema.ts';
import { fromIso, toIso } from '../lib/clock.ts';
import { enqueueMailWhere } from '../mail/outbox.ts';
import { checkBooking } from './booking.ts';
import { checkAsSeen, checkInTime, isAsRead, whyNotChanged } from './change.ts';
import type { Change } from './change.ts';
import type { Ctx } from './context.ts';
import { findOwnSession, findSeatSession } from './found-session.ts';
import type { FoundSession } from './found-session.ts';
import { hostBusy, selectClash } from './host-clash.ts';
import { standingOf } from './link-view.ts';
import { sessionMail } from './mails.ts';
import type { Researcher } from './people.ts';
import type { Seat } from './seats.ts';
import { toHost, toParticipant } from './session-mails.ts';
import { getSession } from './sessions.ts';
import { noteTimelineIfChanged } from './timeline.ts';

/**
 * The host offers times the Participant may choose from (none withdraws them); the Participant is mailed. Each obeys the rules
 * of booking. AppError `not_found`, `not_scheduled`, `conflict`, `too_late_to_change`, `host_busy`, and those of `checkBooking`.
 */
export async function offerTimes(
  ctx: Ctx,
  researcher: Researcher,
  id: string,
  wish: { times: string[]; scheduleVersion: number },
): Promise<SessionDetails> {
  const found = await findOwnSession(ctx, researcher, id);
  const change: Change = { by: 'researcher', name: researcher.name, scheduleVersion: wish.scheduleVersion };
  await checkAsSeen(ctx, found, change);
  checkInTime(ctx, found);
  const offeredTimes = [...new Set(wish.times.map(fromIso))].sort((a, b) => a - b);
  for (const startsAt of offeredTimes) await checkOffer(ctx, found, startsAt);
  const times = offeredTimes.map(toIso);
  const isWithdrawn = times.length === 0;
  const update = ctx.db
    .update(sessions)
    .set(isWithdrawn ? { offeredTimes } : { offeredTimes, timeAskedAt: null, timeAskedNote: null })
    .where(isAsRead(found))
    .returning({ id: sessions.id });
  const noted = noteTimelineIfChanged(ctx, id, isWithdrawn ? 'times_withdrawn' : 'times_offered', researcher.name, {
    times,
  });
  const mail = sessionMail('times_offered', found.session, toParticipant(found), { extra: { times }, again: ctx.now });
  const [offered] = isWithdrawn
    ? await ctx.db.batch([update, noted])
    : await ctx.db.batch([update, noted, enqueueMailWhere(ctx, mail, sql`changes() > 0`)]);
  if (offered.length === 0) throw await whyNotChanged(ctx, found, change);
  return getSession(ctx, researcher, id);
}

async function checkOffer(ctx: Ctx, { session, relaxed }: FoundSession, startsAt: number): Promise<void> {
  const booking = { startsAt, lengthMinutes: (session.endsAt - session.startsAt) / MINUTE, zone: session.zone };
  checkBooking(booking, ctx.now, relaxed);
  if (startsAt === session.startsAt) {
    throw new AppError('bad_input', { message: 'The Session is at that time already.' });
  }
  const [clash] = await selectClash(ctx, session.hostId, booking, session.id);
  if (clash) throw hostBusy(clash);
}

/**
 * The Participant asks for another time; the host is mailed, once until times are offered. A second note replaces the first.
 * AppError `not_scheduled`, `mail_stale`, `too_late_to_change`.
 */
export async function askTime(
  ctx: Ctx,
  seat: Seat,
  { note, scheduleVersion }: { note: string; scheduleVersion: number },
): Promise<LinkStanding> {
  const found = await findSeatSession(ctx, seat);
  const { session } = found;
  const change: Change = { by: 'participant', name: seat.name, scheduleVersion };
  await checkAsSeen(ctx, found, change);
  checkInTime(ctx, found);
  const isFirst = session.timeAskedAt === null;
  const update = ctx.db
    .update(sessions)
    .set({ timeAskedAt: ctx.now, timeAskedNote: note })
    .where(and(isAsRead(found), (isFirst ? isNull : isNotNull)(sessions.timeAskedAt)))
    .returning({ id: sessions.id });
  const noted = noteTimelineIfChanged(ctx, session.id, 'time_asked', seat.name, { note });
  const mail = sessionMail('time_asked', session, toHost(found), { extra: { note }, again: ctx.now });
  const [asked] = isFirst
    ? await ctx.db.batch([update, noted, enqueueMailWhere(ctx, mail, sql`changes() > 0`)])
    : await ctx.db.batch([update, noted]);
  if (asked.length === 0) throw await whyNotChanged(ctx, found, change);
  return standingOf(ctx, await findSeatSession(ctx, seat), 'participant');
}
