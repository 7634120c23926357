import { and, eq, sql } from 'drizzle-orm';
import { AppError } from '../../wire/errors.ts';
import type { SessionRow } from '../../wire/http.ts';
import { insertWhere } from '../db/insert-where.ts';
import { participants, sessions, studies } from '../db/schema.ts';
import { fromIso, toIso } from '../lib/clock.ts';
import { randomId } from '../lib/random.ts';
import { isZone } from '../lib/zones.ts';
import { enqueueMail } from '../mail/outbox.ts';
import type { Booking } from './booking.ts';
import { checkBooking, endOf } from './booking.ts';
import type { Ctx } from './context.ts';
import { hostBusy, selectClash } from './host-clash.ts';
import { currentLinkKid } from './links.ts';
import type { Researcher } from './people.ts';
import { planRoom } from './rooms.ts';
import { sessionMail } from './mails.ts';
import { selectSessionRows, toSessionRow } from './sessions.ts';
import { noteTimeline } from './timeline.ts';

interface Invited {
  name: string;
  email: string;
  zone?: string | undefined;
}
interface Wish {
  participant: Invited;
  lengthMinutes: number;
  zone: string;
}

/**
 * Schedules a Session hosted by this Researcher, with both its mails and its Room's agenda (PRODUCT.md, Scheduling rules).
 * AppError `not_found`, `study_not_live`, `host_busy` (detail: the Session that clashes), and those of `checkBooking`.
 */
export const scheduleSession = (ctx: Ctx, researcher: Researcher, studyId: string, wish: Wish & { startsAt: string }) =>
  book(ctx, researcher, studyId, wish.participant, { ...wish, startsAt: fromIso(wish.startsAt) });

/** 'Start now': a Session that starts this instant, where the workspace allows it (Scheduling rule 5). AppError `not_yours`. */
export async function startSessionNow(
  ctx: Ctx,
  researcher: Researcher,
  studyId: string,
  wish: Wish,
): Promise<SessionRow> {
  if (!researcher.workspace.relaxedBooking) {
    throw new AppError('not_yours', {
      message: 'This workspace books Sessions 4 hours ahead. Its Owner can relax that rule in the workspace settings.',
    });
  }
  return book(ctx, researcher, studyId, wish.participant, { ...wish, startsAt: ctx.now });
}

async function book(
  ctx: Ctx,
  researcher: Researcher,
  studyId: string,
  invited: Invited,
  booking: Booking,
): Promise<SessionRow> {
  const { db } = ctx;
  const [[study], [clash]] = await db.batch([
    db
      .select()
      .from(studies)
      .where(and(eq(studies.id, studyId), eq(studies.workspaceId, researcher.workspace.id))),
    selectClash(ctx, researcher.id, booking),
  ]);
  if (!study) throw new AppError('not_found');
  if (study.state !== 'live') throw new AppError('study_not_live');
  checkBooking(booking, ctx.now, researcher.workspace.relaxedBooking);
  if (invited.zone !== undefined && !isZone(invited.zone))
    throw new AppError('bad_zone', { detail: { zone: invited.zone } });
  if (clash) throw hostBusy(clash);
  const id = randomId();
  const row = await insertSession(ctx, researcher, { id, studyId, invited, booking });
  await planRoom(ctx, id);
  return row;
}

interface NewSession {
  id: string;
  studyId: string;
  invited: Invited;
  booking: Booking;
}

/**
 * One batch, all or nothing. The Session goes in only where its host is free and its Study Live; where it did not, the
 * rows that point at it break their foreign key and the batch is rolled back. Then the reason is looked up.
 */
async function insertSession(
  ctx: Ctx,
  researcher: Researcher,
  { id, studyId, invited, booking }: NewSession,
): Promise<SessionRow> {
  const { db, env, now } = ctx;
  const { startsAt, lengthMinutes, zone } = booking;
  const workspaceId = researcher.workspace.id;
  const session = {
    id,
    workspaceId,
    studyId,
    participantId: sql`(select ${participants.id} from ${participants} where ${participants.workspaceId} = ${workspaceId} and ${participants.email} = ${invited.email})`,
    hostId: researcher.id,
    startsAt,
    endsAt: endOf(booking),
    zone,
    linkKid: currentLinkKid(env.LINK_KEYS),
    scheduledAt: now,
    createdAt: now,
  };
  const first = { id, scheduleVersion: 1 };
  const isLive = sql`exists (select 1 from ${studies} where ${studies.id} = ${studyId} and ${studies.state} = 'live')`;
  const isFree = sql`not exists ${selectClash(ctx, researcher.id, booking)}`;
  try {
    const results = await db.batch([
      upsertParticipant(ctx, workspaceId, invited),
      insertWhere(db, sessions, session, sql`${isLive} and ${isFree}`),
      noteTimeline(ctx, id, 'session_scheduled', researcher.name, { startsAt: toIso(startsAt), lengthMinutes, zone }),
      enqueueMail(ctx, sessionMail('scheduled', first, { ...invited, role: 'participant' })),
      enqueueMail(ctx, sessionMail('scheduled', first, { ...researcher, role: 'host' })),
      selectSessionRows(ctx, eq(sessions.id, id)),
    ]);
    const [row] = results[5];
    if (!row) throw new Error('A Session just scheduled is not there.');
    return toSessionRow(row);
  } catch (error) {
    const [clash] = await selectClash(ctx, researcher.id, booking);
    if (clash) throw hostBusy(clash);
    throw error;
  }
}

/** One row per mail address and workspace; the newest name stands, and a zone once known is kept. */
const upsertParticipant = ({ db, now }: Ctx, workspaceId: string, { name, email, zone }: Invited) =>
  db
    .insert(participants)
    .values({ id: randomId(), workspaceId, email, name, zone: zone ?? null, createdAt: now })
    .onConflictDoUpdate({
      target: [participants.workspaceId, participants.email],
      set: { name, zone: sql`coalesce(excluded.zone, ${participants.zone})` },
    });
