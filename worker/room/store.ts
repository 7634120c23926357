import type { SessionFacts } from './facts.ts';
import { newLife, type Life } from './life.ts';
import type { SeatMedia, SeatRecord } from './seat-record.ts';

/** The Room's storage: read once, then written through, so that an eviction at any moment loses nothing. */
export interface Store {
  facts(): SessionFacts | null;
  setFacts(facts: SessionFacts): void;
  life(): Life;
  /** Changes some fields of the Room's life. */
  live(change: Partial<Life>): void;
  seats(): SeatRecord[];
  seat(id: string): SeatRecord | undefined;
  /** Changes or adds a seat; returns what is now. */
  saveSeat(record: SeatRecord): SeatRecord;
  dropSeat(id: string): void;
  /** A ticket opens one socket: false when it was used before. `until` is when its like may be forgotten. */
  spendTicket(jti: string, until: number, now: number): boolean;
}

const TABLES = `
  CREATE TABLE IF NOT EXISTS documents (name TEXT PRIMARY KEY, json TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS seats (seat TEXT PRIMARY KEY, json TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS tickets (jti TEXT PRIMARY KEY, until INTEGER NOT NULL);`;

/** A record may have been written by a Worker that did not know these fields yet. */
function readSeat(stored: SeatRecord): SeatRecord {
  const later = { q: 3, saveData: false, admitted: stored.cameAt !== null, waiting: null, kit: null };
  const mediaLater: Partial<SeatMedia> = { closing: [], stopped: [] };
  const media = stored.media && { ...mediaLater, ...stored.media };
  return { ...later, ...stored, media };
}

export function openStore(sql: SqlStorage): Store {
  sql.exec(TABLES);
  const read = (name: string): unknown => {
    const [row] = sql.exec<{ json: string }>('SELECT json FROM documents WHERE name = ?', name).toArray();
    return row ? JSON.parse(row.json) : null;
  };
  const write = (name: string, value: unknown) =>
    sql.exec('INSERT OR REPLACE INTO documents (name, json) VALUES (?, ?)', name, JSON.stringify(value));

  let facts = read('facts') as SessionFacts | null;
  let life: Life = { ...newLife(), ...(read('life') as Life | null) };
  const rows = sql.exec<{ json: string }>('SELECT json FROM seats').toArray();
  const seats = new Map(rows.map((row) => readSeat(JSON.parse(row.json) as SeatRecord)).map((one) => [one.seat, one]));

  return {
    facts: () => facts,
    setFacts(next) {
      facts = next;
      write('facts', next);
    },
    life: () => life,
    live(change) {
      life = { ...life, ...change };
      write('life', life);
    },
    seats: () => [...seats.values()],
    seat: (id) => seats.get(id),
    saveSeat(record) {
      seats.set(record.seat, record);
      sql.exec('INSERT OR REPLACE INTO seats (seat, json) VALUES (?, ?)', record.seat, JSON.stringify(record));
      return record;
    },
    dropSeat(id) {
      seats.delete(id);
      sql.exec('DELETE FROM seats WHERE seat = ?', id);
    },
    spendTicket(jti, until, now) {
      sql.exec('DELETE FROM tickets WHERE until < ?', now);
      return sql.exec('INSERT OR IGNORE INTO tickets (jti, until) VALUES (?, ?)', jti, until).rowsWritten > 0;
    },
  };
}
