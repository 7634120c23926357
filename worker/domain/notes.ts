import { and, asc, eq, lte, sql } from 'drizzle-orm';
import { AppError } from '../../wire/errors.ts';
import type { NoteBody, NoteRow } from '../../wire/http.ts';
import { NOTES_MAX, OPENS_BEFORE } from '../../wire/limits.ts';
import type { Note } from '../../wire/room.ts';
import { insertWhere } from '../db/insert-where.ts';
import { notes, sessions } from '../db/schema.ts';
import { toIso } from '../lib/clock.ts';
import type { Ctx } from './context.ts';
import type { Researcher } from './people.ts';

type Row = typeof notes.$inferSelect;

/** A note written or changed in the Room. Doing it twice, or after a newer change, changes nothing. */
export async function recordNote({ db, now }: Ctx, sessionId: string, memberId: string, note: Note): Promise<void> {
  const { id, name, text } = note;
  await db
    .insert(notes)
    .values({ id, sessionId, memberId, name, text, at: Date.parse(note.at), changedAt: now })
    .onConflictDoUpdate({
      target: notes.id,
      set: { text, changedAt: now },
      // Ids are the clients' own: none may reach into another Session, or another member's notes.
      setWhere: sql`${notes.sessionId} = ${sessionId} and ${notes.memberId} = ${memberId} and ${notes.changedAt} <= ${now}`,
    });
}

/** A note taken back in the Room; the Room has checked whose it is. */
export async function dropNote({ db, now }: Ctx, sessionId: string, id: string): Promise<void> {
  await db.delete(notes).where(and(eq(notes.id, id), eq(notes.sessionId, sessionId), lte(notes.changedAt, now)));
}

/** A Session's notes and markers by the moment they belong to. AppError `not_found` (also of other workspaces). */
export async function listNotes(ctx: Ctx, researcher: Researcher, sessionId: string): Promise<NoteRow[]> {
  const { db } = ctx;
  const [[session], rows] = await db.batch([
    selectSession(ctx, researcher, sessionId),
    db
      .select()
      .from(notes)
      .where(eq(notes.sessionId, sessionId))
      .orderBy(asc(notes.at), sql`${notes}.rowid`),
  ]);
  if (!session) throw new AppError('not_found');
  return rows.map((row) => toNoteRow(row, researcher));
}

/**
 * Adds a note on the dashboard, at a moment from the opening of the room to now. The Room learns of it, also while people are in.
 * AppError `not_found`, `notes_full`, `bad_input` (a moment that is none of the Session's).
 */
export async function addNote(
  ctx: Ctx,
  researcher: Researcher,
  sessionId: string,
  { at, text }: NoteBody,
): Promise<NoteRow> {
  const { db, now } = ctx;
  const [session] = await selectSession(ctx, researcher, sessionId);
  if (!session) throw new AppError('not_found');
  const moment = Date.parse(at);
  if (moment > now || moment < session.startsAt - OPENS_BEFORE) {
    throw new AppError('bad_input', { message: 'A note belongs to a moment of the Session that has passed.' });
  }
  const { id: memberId, name } = researcher;
  const row: Row = { id: crypto.randomUUID(), sessionId, memberId, name, text, at: moment, changedAt: now };
  const [added] = await insertWhere(
    db,
    notes,
    row,
    sql`(select count(*) from ${notes} where session_id = ${sessionId}) < ${NOTES_MAX}`,
  ).returning({ id: notes.id });
  if (!added) throw new AppError('notes_full');
  await tellRoom(ctx, row);
  return toNoteRow(row, researcher);
}

/** Another text for one's own note. AppError `not_found` (also somebody else's). */
export async function changeNote(
  ctx: Ctx,
  researcher: Researcher,
  sessionId: string,
  id: string,
  text: string,
): Promise<NoteRow> {
  const { db, now } = ctx;
  const [row] = await db
    .update(notes)
    .set({ text, changedAt: now })
    .where(isOwn(researcher, sessionId, id))
    .returning();
  if (!row) throw new AppError('not_found');
  await tellRoom(ctx, row);
  return toNoteRow(row, researcher);
}

/** Deletes one's own note. AppError `not_found` (also somebody else's). */
export async function deleteNote(ctx: Ctx, researcher: Researcher, sessionId: string, id: string): Promise<void> {
  const [row] = await ctx.db
    .delete(notes)
    .where(isOwn(researcher, sessionId, id))
    .returning();
  if (!row) throw new AppError('not_found');
  await roomOf(ctx, sessionId).noteChanged({ id, memberId: row.memberId, note: null });
}

const isOwn = (researcher: Researcher, sessionId: string, id: string) =>
  and(eq(notes.id, id), eq(notes.sessionId, sessionId), eq(notes.memberId, researcher.id));

const selectSession = ({ db }: Ctx, { workspace }: Researcher, id: string) =>
  db
    .select({ startsAt: sessions.startsAt })
    .from(sessions)
    .where(and(eq(sessions.id, id), eq(sessions.workspaceId, workspace.id)));

const roomOf = ({ env }: Ctx, sessionId: string) => env.ROOM.getByName(sessionId);

/** The Room keeps its own copy for whoever comes in: without this a deleted note would be back in the next call. */
async function tellRoom(ctx: Ctx, { id, sessionId, memberId, name, text, at }: Row): Promise<void> {
  await roomOf(ctx, sessionId).noteChanged({ id, memberId, note: { name, text, at: toIso(at) } });
}

const toNoteRow = ({ id, memberId, name, text, at }: Row, researcher: Researcher): NoteRow => ({
  id,
  by: name,
  mine: memberId === researcher.id,
  text,
  at: toIso(at),
});
