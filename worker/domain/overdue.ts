import { and, between, eq, inArray, isNull, lt, ne, notExists, or, sql } from 'drizzle-orm';
import {
  DAY,
  EMPTY_COMPLETES,
  MINUTE,
  REMINDER_DAY,
  REMINDER_DAY_FROM,
  REMINDER_HOUR,
  REMINDER_HOUR_FROM,
  STAYS_OPEN_AFTER,
} from '../../wire/limits.ts';
import { mails, recordings, recordingTracks, sessions } from '../db/schema.ts';
import type { Ctx } from './context.ts';
import type { ReminderKind } from './reminders.ts';

/** A Room is this late before we believe that its alarm is lost: a busy minute or a slow D1 pass sooner. */
const BELIEVED_LOST_AFTER = 2 * MINUTE;

/** A file that is not made within this long of tries will not be made by waking its Room once more. */
const MAKING_GIVEN_UP_AFTER = 7 * DAY;

/**
 * Condition on Sessions: they are over, and the file of their recording, or of a person's own track, is being made, or should be. An alarm that failed too often is lost, and after
 * a meeting nobody else wakes the Room. Waking one that is at work does no harm.
 */
export const isFileInMaking = ({ db, now }: Ctx) =>
  and(
    ne(sessions.status, 'scheduled'),
    inArray(
      sessions.id,
      db
        .select({ id: recordings.sessionId })
        .from(recordings)
        .where(
          and(
            isNull(recordings.finishedAt),
            isNull(recordings.deletedAt),
            between(recordings.startedAt, now - MAKING_GIVEN_UP_AFTER, now - BELIEVED_LOST_AFTER),
          ),
        )
        .unionAll(
          db
            .select({ id: recordings.sessionId })
            .from(recordingTracks)
            .innerJoin(recordings, eq(recordings.id, recordingTracks.recordingId))
            .where(
              and(
                inArray(recordingTracks.status, ['recording', 'finishing']),
                isNull(recordings.deletedAt),
                between(recordingTracks.startedAt, now - MAKING_GIVEN_UP_AFTER, now - BELIEVED_LOST_AFTER),
              ),
            ),
        ),
    ),
  );

/**
 * Condition on Sessions: its Room should have acted by now, and D1 shows no trace of it. Reminders that are due but not in the
 * outbox, and a Session that nobody is in, still scheduled when its room was to be judged empty or closed.
 */
export function isOverdue(ctx: Ctx) {
  const since = ctx.now - BELIEVED_LOST_AFTER;
  return and(
    eq(sessions.status, 'scheduled'),
    or(
      lacksReminder(ctx, 'reminder_day', REMINDER_DAY_FROM, since + REMINDER_DAY, ctx.now + REMINDER_HOUR),
      lacksReminder(ctx, 'reminder_hour', REMINDER_HOUR_FROM, since + REMINDER_HOUR, ctx.now),
      and(eq(sessions.inside, 0), between(sessions.endsAt, since - STAYS_OPEN_AFTER, since - EMPTY_COMPLETES)),
      between(sessions.endsAt, since - 2 * STAYS_OPEN_AFTER, since - STAYS_OPEN_AFTER),
    ),
  );
}

/** Sessions starting between `after` and `dueBy` that have no mail of this kind, although they were scheduled early enough. */
const lacksReminder = ({ db }: Ctx, kind: ReminderKind, from: number, dueBy: number, after: number) =>
  and(
    between(sessions.startsAt, after, dueBy),
    lt(sessions.scheduledAt, sql`${sessions.startsAt} - ${from}`),
    notExists(
      db
        .select({ one: sql`1` })
        .from(mails)
        .where(
          and(
            eq(mails.sessionId, sessions.id),
            eq(mails.kind, kind),
            sql`${mails.key} like ${sessions.id} || ':' || ${sessions.scheduleVersion} || ':%'`,
          ),
        ),
    ),
  );
