import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { CHAT_ROOMS, ROLES } from '../../../wire/words.ts';
import { instant } from './columns.ts';
import { sessions } from './sessions.ts';

/** What was said in the room's chats. Written by the Room, which keeps it while the Session lasts. */
export const chatLines = sqliteTable(
  'chat_lines',
  {
    id: text('id').primaryKey(),
    sessionId: text('session_id')
      .notNull()
      .references(() => sessions.id),
    seatId: text('seat_id').notNull(),
    role: text('role', { enum: ROLES }).notNull(),
    name: text('name').notNull(),
    room: text('room', { enum: CHAT_ROOMS }).notNull(),
    text: text('text').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('chat_lines_session').on(t.sessionId, t.at)],
);

/** Researchers' notes and markers ('' as text) at moments of a Session. */
export const notes = sqliteTable(
  'notes',
  {
    id: text('id').primaryKey(),
    sessionId: text('session_id')
      .notNull()
      .references(() => sessions.id),
    /** The member who wrote it. */
    memberId: text('member_id').notNull(),
    name: text('name').notNull(),
    text: text('text').notNull(),
    /** The moment it belongs to. */
    at: instant('at').notNull(),
    changedAt: instant('changed_at').notNull(),
  },
  (t) => [index('notes_session').on(t.sessionId, t.at)],
);
