import { and, eq, inArray, lt, or, sql } from 'drizzle-orm';
import { consents, participants, sessions, studies } from '../db/schema.ts';
import { logError } from '../lib/log.ts';
import type { SessionFacts } from '../room/facts.ts';
import { consentTextOf, separateTracksOf } from './consent-text.ts';
import type { Ctx } from './context.ts';
import { isFileInMaking, isOverdue } from './overdue.ts';

/** A sweep tells this many Rooms: each costs one call and one query, well inside an invocation's limits. */
const SWEEP = 100;
/** Sessions whose Room still has something to do. A finished one's Room knows, it finished it. */
const UNFINISHED = ['scheduled', 'needs_review'] as const;

/** Tells one Room its Session's present facts and writes down that it knows. A failure is logged and left to the sweep. */
export async function planRoom(ctx: Ctx, sessionId: string): Promise<void> {
  await planRooms(ctx, await selectFacts(ctx, eq(sessions.id, sessionId)));
}

/** After a change of a Study: tells the Rooms of its unfinished Sessions. Failures are left to the sweep. */
export async function planRoomsOfStudy(ctx: Ctx, studyId: string): Promise<void> {
  await planRooms(ctx, await selectFacts(ctx, and(eq(sessions.studyId, studyId), isStale)));
}

/**
 * The minute cron's: Rooms that have not confirmed their Session's facts are told again, and so are those that should have done
 * something a while ago or have a recording to finish: being told re-arms a lost alarm (ARCHITECTURE, decision 3).
 */
export async function sweepRooms(ctx: Ctx): Promise<void> {
  await planRooms(ctx, await selectFacts(ctx, or(isUntold, isOverdue(ctx), isFileInMaking(ctx))).limit(SWEEP));
}

/** Statement: the Rooms of this Study's unfinished Sessions have something new to hear, if the one before it changed the Study. */
export const outdateRoomsOfStudy = ({ db }: Ctx, studyId: string) =>
  db
    .update(sessions)
    .set({ factsVersion: sql`${sessions.factsVersion} + 1` })
    .where(and(eq(sessions.studyId, studyId), inArray(sessions.status, [...UNFINISHED]), sql`changes() > 0`));

/** Also of a cancelled or completed Session: its Room must send everybody home. */
const isUntold = lt(sessions.plannedVersion, sessions.factsVersion);
const isStale = and(inArray(sessions.status, [...UNFINISHED]), isUntold);

/** The Participant took their consent back, whichever version of the text it was to. */
const isWithdrawn = sql<number>`exists (select 1 from ${consents} where ${consents.sessionId} = ${sessions.id}
  and ${consents.participantId} = ${sessions.participantId} and ${consents.withdrawnAt} is not null)`;

const selectFacts = ({ db }: Ctx, where: ReturnType<typeof and>) =>
  db
    .select({ session: sessions, study: studies, deletedAt: participants.deletedAt, withdrawn: isWithdrawn })
    .from(sessions)
    .innerJoin(studies, eq(studies.id, sessions.studyId))
    .innerJoin(participants, eq(participants.id, sessions.participantId))
    .where(where)
    .orderBy(sessions.startsAt)
    .$dynamic();
type FactsRow = Awaited<ReturnType<typeof selectFacts>>[number];

async function planRooms(ctx: Ctx, rows: FactsRow[]): Promise<void> {
  const told = await Promise.allSettled(rows.map((row) => tellRoom(ctx, row)));
  const failures = told.filter((result) => result.status === 'rejected');
  for (const failure of failures) logError('room_not_told', failure.reason);
}

async function tellRoom({ db, env }: Ctx, row: FactsRow): Promise<void> {
  const { id, factsVersion } = row.session;
  await env.ROOM.getByName(id).plan(toFacts(row));
  await db
    .update(sessions)
    .set({ plannedVersion: factsVersion })
    .where(and(eq(sessions.id, id), lt(sessions.plannedVersion, factsVersion)));
}

/** A Session's facts as its Room wants them. */
export function toFacts({ session, study, deletedAt, withdrawn }: FactsRow): SessionFacts {
  return {
    sessionId: session.id,
    workspaceId: session.workspaceId,
    participantId: session.participantId,
    startsAt: session.startsAt,
    endsAt: session.endsAt,
    factsVersion: session.factsVersion,
    scheduleVersion: session.scheduleVersion,
    scheduledAt: session.scheduledAt,
    lateMinutes: session.lateMinutes ?? 0,
    status: session.status,
    guestPolicy: study.guestPolicy,
    recordingPolicy: study.recordingPolicy,
    separateTracks: separateTracksOf(study),
    guestLinkVersion: session.guestLinkVersion,
    consent: { version: study.consentVersion, text: consentTextOf(study) },
    participantDeleted: deletedAt !== null,
    withdrawn: withdrawn === 1,
  };
}
