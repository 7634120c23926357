import type { ChatLine, Note } from '../../wire/room.ts';
import type { ChatRoom } from '../../wire/words.ts';

/** What is said and noted while the Session lasts, in the Room's own SQLite: it outlives every eviction. */
export interface Talk {
  line(id: string): { line: ChatLine; seat: string } | null;
  addLine(line: ChatLine, seat: string): void;
  /** The newest of these chats, oldest first. */
  newestLines(rooms: readonly ChatRoom[], count: number): ChatLine[];
  note(id: string): { note: Note; memberId: string } | null;
  /** Adds a note or puts it in the place of the one with its id. */
  saveNote(note: Note, memberId: string): void;
  dropNote(id: string): void;
  /** By the moment they belong to. */
  notes(): Note[];
  countNotes(): number;
  /** Puts what `revise` makes of each line in its place; null: it goes. */
  reviseLines(revise: (line: ChatLine) => ChatLine | null): void;
  reviseNotes(revise: (note: Note) => Note | null): void;
}

const TABLES = `
  CREATE TABLE IF NOT EXISTS chat_lines (
    place INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, room TEXT NOT NULL, seat TEXT NOT NULL, json TEXT NOT NULL);
  CREATE INDEX IF NOT EXISTS chat_lines_room ON chat_lines (room, place);
  CREATE TABLE IF NOT EXISTS notes (id TEXT PRIMARY KEY, at TEXT NOT NULL, member TEXT NOT NULL, json TEXT NOT NULL);`;

export function openTalk(sql: SqlStorage): Talk {
  sql.exec(TABLES);
  return {
    line(id) {
      const [row] = sql
        .exec<{ json: string; seat: string }>('SELECT json, seat FROM chat_lines WHERE id = ?', id)
        .toArray();
      return row ? { line: JSON.parse(row.json) as ChatLine, seat: row.seat } : null;
    },
    addLine(line, seat) {
      sql.exec(
        'INSERT INTO chat_lines (id, room, seat, json) VALUES (?, ?, ?, ?)',
        line.id,
        line.to,
        seat,
        JSON.stringify(line),
      );
    },
    newestLines(rooms, count) {
      const holes = rooms.map(() => '?').join(', ');
      const rows = sql
        .exec<{ json: string }>(
          `SELECT json FROM chat_lines WHERE room IN (${holes}) ORDER BY place DESC LIMIT ?`,
          ...rooms,
          count,
        )
        .toArray();
      return rows.map((row) => JSON.parse(row.json) as ChatLine).reverse();
    },
    note(id) {
      const [row] = sql
        .exec<{ json: string; member: string }>('SELECT json, member FROM notes WHERE id = ?', id)
        .toArray();
      return row ? { note: JSON.parse(row.json) as Note, memberId: row.member } : null;
    },
    saveNote(note, memberId) {
      sql.exec(
        'INSERT OR REPLACE INTO notes (id, at, member, json) VALUES (?, ?, ?, ?)',
        note.id,
        note.at,
        memberId,
        JSON.stringify(note),
      );
    },
    dropNote(id) {
      sql.exec('DELETE FROM notes WHERE id = ?', id);
    },
    notes: () =>
      sql
        .exec<{ json: string }>('SELECT json FROM notes ORDER BY at, rowid')
        .toArray()
        .map((row) => JSON.parse(row.json) as Note),
    reviseLines: (revise) => reviseAll(sql, 'chat_lines', revise),
    reviseNotes: (revise) => reviseAll(sql, 'notes', revise),
    countNotes: () => sql.exec<{ count: number }>('SELECT count(*) AS count FROM notes').one().count,
  };
}

function reviseAll<Row>(sql: SqlStorage, table: 'chat_lines' | 'notes', revise: (row: Row) => Row | null): void {
  for (const { id, json } of sql.exec<{ id: string; json: string }>(`SELECT id, json FROM ${table}`).toArray()) {
    const revised = revise(JSON.parse(json) as Row);
    if (revised === null) sql.exec(`DELETE FROM ${table} WHERE id = ?`, id);
    else sql.exec(`UPDATE ${table} SET json = ? WHERE id = ?`, JSON.stringify(revised), id);
  }
}
