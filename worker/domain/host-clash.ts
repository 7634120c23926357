import { and, eq, gt, lt, ne } from 'drizzle-orm';
import { AppError } from '../../wire/errors.ts';
import { sessions, studies } from '../db/schema.ts';
import { toIso } from '../lib/clock.ts';
import type { Booking } from './booking.ts';
import { endOf } from './booking.ts';
import type { Ctx } from './context.ts';

/** Statement: a Session this host already has in that time, if any (Scheduling rule 3); `except` is the one being moved. */
export const selectClash = ({ db }: Ctx, hostId: string, booking: Booking, except = '') =>
  db
    .select({ id: sessions.id, studyTitle: studies.title, startsAt: sessions.startsAt, endsAt: sessions.endsAt })
    .from(sessions)
    .innerJoin(studies, eq(studies.id, sessions.studyId))
    .where(
      and(
        eq(sessions.hostId, hostId),
        eq(sessions.status, 'scheduled'),
        ne(sessions.id, except),
        lt(sessions.startsAt, endOf(booking)),
        gt(sessions.endsAt, booking.startsAt),
      ),
    )
    .limit(1);
type Clash = Awaited<ReturnType<typeof selectClash>>[number];

/** AppError `host_busy`, naming the Session that clashes. Not for Participants: it may be anybody's. */
export const hostBusy = ({ id, studyTitle, startsAt, endsAt }: Clash): AppError =>
  new AppError('host_busy', {
    detail: { session: { id, studyTitle, startsAt: toIso(startsAt), endsAt: toIso(endsAt) } },
  });
