import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import { AppError } from '../../wire/errors.ts';
import { sessions, timeline } from '../db/schema.ts';
import { toIso } from '../lib/clock.ts';
import { changeUntil } from './booking.ts';
import type { Ctx } from './context.ts';
import { selectFound } from './found-session.ts';
import type { FoundSession } from './found-session.ts';

/** A wish to change a scheduled Session: whose, and which version of its schedule they had before their eyes. */
export interface Change {
  by: 'researcher' | 'participant';
  name: string;
  scheduleVersion: number;
}

/** Kinds of the timeline that say who made a Session what it is now. */
const CHANGES = 'session_scheduled session_moved session_cancelled completed no_show needs_review reopened'.split(' ');

/**
 * Is the Session still as the person who changes it saw it? AppError `not_scheduled`, `conflict` (Researchers), `mail_stale`
 * (the Participant); the detail says how it stands now, and who changed it when.
 */
export async function checkAsSeen(ctx: Ctx, { session }: FoundSession, { by, scheduleVersion }: Change): Promise<void> {
  if (session.status !== 'scheduled') {
    throw new AppError('not_scheduled', { detail: await standing(ctx, session) });
  }
  if (session.scheduleVersion !== scheduleVersion) {
    throw new AppError(by === 'researcher' ? 'conflict' : 'mail_stale', { detail: await standing(ctx, session) });
  }
}

/** Scheduling rules 2 and 5. AppError `too_late_to_change` with `until`, the instant that was the last. */
export function checkInTime({ now }: Ctx, { session, relaxed }: FoundSession): void {
  const until = changeUntil(session.startsAt, relaxed);
  if (now <= until) return;
  const message = relaxed ? 'A Session can be moved or cancelled until its start.' : undefined;
  throw new AppError('too_late_to_change', {
    detail: { until: toIso(until) },
    ...(message === undefined ? {} : { message }),
  });
}

/** The guard of every change: the Session is still scheduled, in the version that was read. */
export const isAsRead = ({ session }: FoundSession) =>
  and(
    eq(sessions.id, session.id),
    eq(sessions.status, 'scheduled'),
    eq(sessions.scheduleVersion, session.scheduleVersion),
  );

/** A guarded change found nothing to change: why, as it stands now. */
export async function whyNotChanged(ctx: Ctx, { session }: FoundSession, change: Change): Promise<AppError> {
  const [found] = await selectFound(ctx, session.id);
  if (!found) return new AppError('not_found');
  try {
    await checkAsSeen(ctx, found, change);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  return new AppError('conflict', { detail: await standing(ctx, found.session) });
}

/** How a Session stands, and who made it so, for the one who was too late. */
export async function standing(ctx: Ctx, session: FoundSession['session']): Promise<Record<string, unknown>> {
  const [last] = await ctx.db
    .select({ at: timeline.at, byName: timeline.byName })
    .from(timeline)
    .where(and(eq(timeline.sessionId, session.id), inArray(timeline.kind, CHANGES)))
    .orderBy(desc(timeline.at), sql`${timeline}.rowid desc`)
    .limit(1);
  const { status, rsvp, zone, scheduleVersion } = session;
  const when = { startsAt: toIso(session.startsAt), endsAt: toIso(session.endsAt), zone };
  const who = { changedBy: last?.byName ?? null, changedAt: last ? toIso(last.at) : null };
  return { status, rsvp, scheduleVersion, ...when, ...who };
}
