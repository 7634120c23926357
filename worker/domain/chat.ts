import { and, asc, eq, sql } from 'drizzle-orm';
import { AppError } from '../../wire/errors.ts';
import type { ChatRow } from '../../wire/http.ts';
import type { ChatLine } from '../../wire/room.ts';
import { chatLines, sessions } from '../db/schema.ts';
import { toIso } from '../lib/clock.ts';
import type { Ctx } from './context.ts';
import type { Researcher } from './people.ts';

/** A line said in the Room. Doing it twice changes nothing. */
export async function recordChatLine({ db }: Ctx, sessionId: string, seatId: string, line: ChatLine): Promise<void> {
  const { role, name, to: room, text } = line;
  // Ids are the clients' own: with the Session's before them, none can stand in another Session's way.
  const id = `${sessionId}:${line.id}`;
  const at = Date.parse(line.at);
  await db.insert(chatLines).values({ id, sessionId, seatId, role, name, room, text, at }).onConflictDoNothing();
}

/** All that was said in a Session's chats, oldest first, the backroom's too. AppError `not_found` (also of other workspaces). */
export async function listChat({ db }: Ctx, { workspace }: Researcher, sessionId: string): Promise<ChatRow[]> {
  const [[session], lines] = await db.batch([
    db
      .select({ id: sessions.id })
      .from(sessions)
      .where(and(eq(sessions.id, sessionId), eq(sessions.workspaceId, workspace.id))),
    db
      .select()
      .from(chatLines)
      .where(eq(chatLines.sessionId, sessionId))
      .orderBy(asc(chatLines.at), sql`${chatLines}.rowid`),
  ]);
  if (!session) throw new AppError('not_found');
  return lines.map(({ id, name, role, room, text, at }) => ({ id, by: name, role, room, text, at: toIso(at) }));
}
