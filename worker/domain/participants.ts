import { and, eq, inArray, isNull, ne, sql } from 'drizzle-orm';
import { AppError } from '../../wire/errors.ts';
import { insertWhere } from '../db/insert-where.ts';
import {
  attendance,
  auditLog,
  chatLines,
  deviceChecks,
  mails,
  notes,
  participants,
  recordings,
  recordingTracks,
  seats,
  sessions,
  timeline,
} from '../db/schema.ts';
import { auditEntry } from './audit-log.ts';
import type { Ctx } from './context.ts';
import { doomed, eraseOrLeave, markDeleted } from './deletion.ts';
import type { Researcher } from './people.ts';
import { DELETED_NAME, withoutNames } from './person-names.ts';
import { planRoom } from './rooms.ts';
import { noteTimeline } from './timeline.ts';
import type { Participant } from './traces.ts';
import { findParticipant, isToCome, namesUsed, notesThatName, saidByThem, sessionsOf } from './traces.ts';

/** D1 binds at most 100 values to a statement. */
const IDS_PER_STATEMENT = 80;

/**
 * 'Delete participant' (PRODUCT.md, Recordings): address, name, what they wrote, notes that name them, recordings and all links
 * to them go, everywhere in the workspace; Sessions to come are cancelled without a mail. First the Rooms, so that none writes the
 * name anew, then D1 in one batch, then the files, which the minute cron goes on with. Doing it twice changes nothing.
 * AppError `owner_only`, `not_found`, `conflict` (somebody is in a room of theirs).
 */
export async function deleteParticipant(ctx: Ctx, researcher: Researcher, id: string): Promise<void> {
  const { db, env } = ctx;
  const person = await findParticipant(ctx, researcher, id);
  const theirs = await db
    .select({ id: sessions.id, inside: sessions.inside })
    .from(sessions)
    .where(eq(sessions.participantId, id));
  if (person.deletedAt === null) {
    if (theirs.some(({ inside }) => inside > 0)) {
      throw new AppError('conflict', {
        message: 'Somebody is in a room with this Participant right now. Please try again when the Session is over.',
      });
    }
    const names = await namesUsed(ctx, person);
    for (const session of theirs) await env.ROOM.getByName(session.id).forgetParticipant(names);
    await takeAway(
      ctx,
      researcher,
      person,
      theirs.map((session) => session.id),
    );
  }
  for (const session of theirs) await planRoom(ctx, session.id);
  const files = await db
    .select(doomed)
    .from(recordings)
    .where(and(inArray(recordings.sessionId, sessionsOf(ctx, id)), isNull(recordings.erasedAt)));
  for (const file of files) await eraseOrLeave(ctx, file);
}

/** One batch, all or nothing. */
async function takeAway(ctx: Ctx, researcher: Researcher, person: Participant, sessionIds: string[]): Promise<void> {
  const { db, now } = ctx;
  const { id } = person;
  const its = sessionsOf(ctx, id);
  const people = await namesUsed(ctx, person);
  const [files, told, others, named] = await Promise.all([
    db
      .select(doomed)
      .from(recordings)
      .where(and(inArray(recordings.sessionId, its), isNull(recordings.deletedAt))),
    db.select().from(timeline).where(inArray(timeline.sessionId, its)),
    db
      .select()
      .from(chatLines)
      .where(and(inArray(chatLines.sessionId, its), ne(chatLines.role, 'participant'))),
    notesThatName(ctx, person),
  ]);
  const detail = { participant: id, recordings: files.length, notes: named.length };
  const why = { why: 'participant_deleted', memberId: researcher.id, byName: researcher.name } as const;
  await db.batch([
    db
      .update(participants)
      .set({ name: DELETED_NAME, email: `deleted:${id}`, zone: null, deletedAt: now })
      .where(and(eq(participants.id, id), isNull(participants.deletedAt))),
    insertWhere(
      db,
      auditLog,
      auditEntry(ctx, person.workspaceId, 'participant_deleted', { memberId: researcher.id, detail }),
      sql`changes() > 0`,
    ),
    ...files.flatMap((file) => markDeleted(ctx, file, why)),
    db
      .update(recordingTracks)
      .set({ name: DELETED_NAME })
      .where(
        and(
          eq(recordingTracks.role, 'participant'),
          inArray(
            recordingTracks.recordingId,
            db.select({ id: recordings.id }).from(recordings).where(inArray(recordings.sessionId, its)),
          ),
        ),
      ),
    db
      .update(sessions)
      .set({
        status: sql`case when ${isToCome(ctx)} then 'cancelled' else ${sessions.status} end`,
        timeAskedNote: null,
        participantLinkVersion: sql`${sessions.participantLinkVersion} + 1`,
        factsVersion: sql`${sessions.factsVersion} + 1`,
      })
      .where(eq(sessions.participantId, id)),
    db
      .update(seats)
      .set({ name: DELETED_NAME, revokedAt: sql`coalesce(${seats.revokedAt}, ${now})` })
      .where(and(inArray(seats.sessionId, its), eq(seats.role, 'participant'))),
    db
      .update(attendance)
      .set({ name: DELETED_NAME })
      .where(and(inArray(attendance.sessionId, its), eq(attendance.role, 'participant'))),
    db.delete(chatLines).where(saidByThem(ctx, id)),
    ...others.flatMap((line) => {
      const { text } = withoutNames(line, people);
      return text === line.text ? [] : [db.update(chatLines).set({ text }).where(eq(chatLines.id, line.id))];
    }),
    ...inChunks(named).map((ids) => db.delete(notes).where(inArray(notes.id, ids))),
    ...told.flatMap((entry) => {
      const said = withoutTheirs(entry, people);
      const isSame = JSON.stringify(said) === JSON.stringify(entry.detail);
      return isSame ? [] : [db.update(timeline).set({ detail: said }).where(eq(timeline.id, entry.id))];
    }),
    db
      .update(timeline)
      .set({ byName: DELETED_NAME })
      .where(and(inArray(timeline.sessionId, its), inArray(timeline.byName, people.slice(0, IDS_PER_STATEMENT)))),
    ...sessionIds.map((session) => noteTimeline(ctx, session, 'participant_deleted', researcher.name)),
    db.delete(deviceChecks).where(inArray(deviceChecks.sessionId, its)),
    db
      .update(mails)
      .set({
        status: sql`case when ${mails.status} = 'sent' then 'sent' else 'skipped' end`,
        reason: sql`case when ${mails.status} = 'sent' then null else 'The Participant was deleted.' end`,
        data: {},
      })
      .where(inArray(mails.sessionId, its)),
    db
      .update(mails)
      .set({ toEmail: '', toName: DELETED_NAME })
      .where(and(inArray(mails.sessionId, its), eq(mails.toEmail, person.email))),
  ]);
}

type Entry = typeof timeline.$inferSelect;

/** What the Participant wrote goes, what others wrote stays without their name. */
function withoutTheirs({ byName, detail }: Entry, people: string[]): Entry['detail'] {
  const isTheirs = byName !== null && people.includes(byName);
  const texts = isTheirs ? { ...('note' in detail && { note: '' }), ...('reason' in detail && { reason: '' }) } : {};
  return withoutNames({ ...detail, ...texts }, people);
}

const inChunks = (ids: string[]): string[][] =>
  Array.from({ length: Math.ceil(ids.length / IDS_PER_STATEMENT) }, (_, i) =>
    ids.slice(i * IDS_PER_STATEMENT, (i + 1) * IDS_PER_STATEMENT),
  );
