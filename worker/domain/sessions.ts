import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { AppError } from '../../wire/errors.ts';
import type { RecordingRow, SessionDetails, SessionRow } from '../../wire/http.ts';
import { named } from '../db/named.ts';
import { deviceChecks, mails, members, participants, recordings, sessions, studies, timeline } from '../db/schema.ts';
import { toIso } from '../lib/clock.ts';
import { changeUntil } from './booking.ts';
import type { Ctx } from './context.ts';
import { guestSecret, linkUrl, researcherLink } from './links.ts';
import { mailRowsOf } from './mails.ts';
import type { Researcher } from './people.ts';
import { FINISHED, ONGOING } from './session-status.ts';

/** A Study's Sessions for one of its tabs: what comes next first, what ended last first. AppError `not_found`. */
export async function listSessions(
  ctx: Ctx,
  { workspace }: Researcher,
  studyId: string,
  tab: 'ongoing' | 'completed',
): Promise<SessionRow[]> {
  const { db } = ctx;
  const statuses = tab === 'ongoing' ? ONGOING : FINISHED;
  const order = tab === 'ongoing' ? asc(sessions.startsAt) : desc(sessions.startsAt);
  const isOwn = and(eq(studies.id, studyId), eq(studies.workspaceId, workspace.id));
  const [[study], rows] = await db.batch([
    db.select({ id: studies.id }).from(studies).where(isOwn),
    selectSessionRows(ctx, and(isOwn, inArray(sessions.status, [...statuses]))).orderBy(order),
  ]);
  if (!study) throw new AppError('not_found');
  return rows.map(toSessionRow);
}

/** 'Session details', with the links, the timeline and the mails. AppError `not_found`. */
export async function getSession(ctx: Ctx, { workspace }: Researcher, id: string): Promise<SessionDetails> {
  const { db, env } = ctx;
  const [[row], happened, sent] = await db.batch([
    selectSessionRows(ctx, and(eq(sessions.id, id), eq(sessions.workspaceId, workspace.id))),
    db
      .select()
      .from(timeline)
      .where(eq(timeline.sessionId, id))
      .orderBy(asc(timeline.at), sql`${timeline}.rowid`),
    db
      .select()
      .from(mails)
      .where(eq(mails.sessionId, id))
      .orderBy(asc(mails.createdAt), sql`${mails}.rowid`),
  ]);
  if (!row) throw new AppError('not_found');
  return {
    ...toSessionRow(row),
    study: { id: row.study.id, title: row.study.title },
    guestLink: linkUrl(env.APP_ORIGIN, id, await guestSecret(env.LINK_KEYS, row.session)),
    researcherLink: researcherLink(env.APP_ORIGIN, id),
    changeUntil: toIso(changeUntil(row.session.startsAt, workspace.relaxedBooking)),
    participantZone: row.participant.zone,
    offeredTimes: row.session.offeredTimes.map(toIso),
    timeAskedNote: row.session.timeAskedNote,
    timeline: happened.map(({ at, kind, byName, detail }) => ({ at: toIso(at), kind, by: byName, detail })),
    mails: mailRowsOf(row.session, row, sent, ctx.now),
  };
}

/** Statement: Sessions with the people and the newest recording that a row shows. */
export const selectSessionRows = ({ db }: Ctx, where: SQL | undefined) =>
  db
    .select({
      session: named(sessions),
      study: named(studies),
      participant: named(participants),
      host: named(members),
      recording: named(recordings),
      check: named(deviceChecks),
    })
    .from(sessions)
    .innerJoin(studies, eq(studies.id, sessions.studyId))
    .innerJoin(participants, eq(participants.id, sessions.participantId))
    .innerJoin(members, eq(members.id, sessions.hostId))
    .leftJoin(recordings, eq(recordings.id, newestRecording))
    .leftJoin(deviceChecks, eq(deviceChecks.id, newestCheck))
    .where(where)
    .$dynamic();
type Row = Awaited<ReturnType<typeof selectSessionRows>>[number];

const newestRecording = sql`(select r.id from recordings r where r.session_id = ${sessions.id} order by r.started_at desc limit 1)`;
const newestCheck = sql`(select d.id from device_checks d where d.session_id = ${sessions.id} order by d.at desc, d.rowid desc limit 1)`;

export function toSessionRow({ session, participant, host, recording, check }: Row): SessionRow {
  return {
    id: session.id,
    studyId: session.studyId,
    participant:
      participant.deletedAt === null
        ? { id: participant.id, name: participant.name, email: participant.email }
        : { id: participant.id, name: participant.name, email: '', deleted: true },
    host: { id: host.id, name: host.name },
    startsAt: toIso(session.startsAt),
    endsAt: toIso(session.endsAt),
    zone: session.zone,
    status: session.status,
    rsvp: session.rsvp,
    scheduleVersion: session.scheduleVersion,
    lateMinutes: session.lateMinutes,
    timeAsked: session.timeAskedAt !== null,
    live: session.status === 'scheduled' && session.inside > 0,
    completedAt: session.completedAt === null ? null : toIso(session.completedAt),
    recording: toRecordingRow(recording),
    deviceCheck: toDeviceCheck(check),
  };
}

/** Where the left join found none, every column is null, whatever their types say. */
function toRecordingRow({ id, status, durationMs, bytes, ...row }: Row['recording']): RecordingRow | null {
  if ((id as string | null) === null) return null;
  const { percent, deletedAt, deletedWhy } = row;
  const deleted = deletedAt === null ? null : { at: toIso(deletedAt), why: deletedWhy ?? 'by_hand' };
  return { id, status, durationMs, bytes, percent, deleted };
}

function toDeviceCheck({ id, at, result }: Row['check']): SessionRow['deviceCheck'] {
  return (id as string | null) === null ? null : { at: toIso(at), result };
}
