import { and, count, eq, gt, inArray, isNull } from 'drizzle-orm';
import { AppError } from '../../wire/errors.ts';
import type { ParticipantTraces } from '../../wire/http.ts';
import { chatLines, mails, notes, participants, recordings, seats, sessions } from '../db/schema.ts';
import type { Ctx } from './context.ts';
import type { Researcher } from './people.ts';
import { mentions } from './person-names.ts';

export type Participant = typeof participants.$inferSelect;

/** What 'Delete participant' would take away, for the dialog that asks. AppError `owner_only`, `not_found`. */
export async function tracesOf(ctx: Ctx, researcher: Researcher, id: string): Promise<ParticipantTraces> {
  const person = await findParticipant(ctx, researcher, id);
  const { db } = ctx;
  const [[held], [coming], [recorded], [said], [mailed], named] = await Promise.all([
    db.select({ count: count() }).from(sessions).where(eq(sessions.participantId, id)),
    db
      .select({ count: count() })
      .from(sessions)
      .where(and(eq(sessions.participantId, id), isToCome(ctx))),
    db
      .select({ count: count() })
      .from(recordings)
      .where(and(inArray(recordings.sessionId, sessionsOf(ctx, id)), isNull(recordings.deletedAt))),
    db.select({ count: count() }).from(chatLines).where(saidByThem(ctx, id)),
    db
      .select({ count: count() })
      .from(mails)
      .where(inArray(mails.sessionId, sessionsOf(ctx, id))),
    notesThatName(ctx, person),
  ]);
  return {
    name: person.name,
    email: person.deletedAt === null ? person.email : '',
    sessions: held?.count ?? 0,
    cancelled: coming?.count ?? 0,
    recordings: recorded?.count ?? 0,
    chatLines: said?.count ?? 0,
    notes: named.length,
    mails: mailed?.count ?? 0,
  };
}

/** A Participant of the Owner's workspace. AppError `owner_only`, `not_found`. */
export async function findParticipant({ db }: Ctx, { role, workspace }: Researcher, id: string): Promise<Participant> {
  if (role !== 'owner') throw new AppError('owner_only');
  const [person] = await db
    .select()
    .from(participants)
    .where(and(eq(participants.id, id), eq(participants.workspaceId, workspace.id)));
  if (!person) throw new AppError('not_found');
  return person;
}

/** Query: ids of all their Sessions. */
export const sessionsOf = ({ db }: Ctx, participantId: string) =>
  db.select({ id: sessions.id }).from(sessions).where(eq(sessions.participantId, participantId));

/** Not over yet: these are cancelled. */
export const isToCome = ({ now }: Ctx) => and(eq(sessions.status, 'scheduled'), gt(sessions.endsAt, now));

/** Chat lines they wrote. */
export const saidByThem = (ctx: Ctx, id: string) =>
  and(inArray(chatLines.sessionId, sessionsOf(ctx, id)), eq(chatLines.role, 'participant'));

/** Full names they go or went by: the newest invitation's, and those of earlier seats. */
export async function namesUsed(ctx: Ctx, { id, name }: Participant): Promise<string[]> {
  const rows = await ctx.db
    .selectDistinct({ name: seats.name })
    .from(seats)
    .where(and(inArray(seats.sessionId, sessionsOf(ctx, id)), eq(seats.role, 'participant')));
  return [...new Set([name, ...rows.map((row) => row.name)])];
}

/** Ids of notes about their Sessions whose text has a full or first name of theirs in it. */
export async function notesThatName(ctx: Ctx, person: Participant): Promise<string[]> {
  const people = await namesUsed(ctx, person);
  const rows = await ctx.db
    .select({ id: notes.id, text: notes.text })
    .from(notes)
    .where(inArray(notes.sessionId, sessionsOf(ctx, person.id)));
  return rows.filter(({ text }) => mentions(text, people)).map((note) => note.id);
}
