import type { ChatLine, Note } from '../../wire/room.ts';
import type { Settlement } from '../domain/completion.ts';
import type { Consent } from '../domain/consent.ts';
import type { Stay } from '../domain/attendance.ts';
import type { ReminderKind } from '../domain/reminders.ts';
import type { FinishedFile } from '../domain/recordings.ts';
import type { StartedTrack } from '../domain/tracks.ts';

/** What the Room owes D1: written here with the change itself, paid in order, again and again until it is there. */
export type Debt =
  | { what: 'came'; stay: Stay }
  | { what: 'went'; stay: Stay; why: string }
  | { what: 'inside'; count: number }
  | { what: 'consented'; consent: Consent }
  | { what: 'settled'; settlement: Settlement }
  | { what: 'resumed'; byName: string }
  | { what: 'reminders'; kind: ReminderKind; scheduleVersion: number }
  /** A host control, for the Session's timeline. `id` makes writing it twice harmless. */
  | { what: 'hosted'; id: string; kind: HostedKind; byName: string; detail: Record<string, unknown> }
  | { what: 'chat'; line: ChatLine; seatId: string }
  | { what: 'note'; note: Note; memberId: string }
  | { what: 'unnote'; id: string }
  | { what: 'recording_started'; recording: string; byName: string }
  | { what: 'track_started'; track: StartedTrack }
  | { what: 'track_percent'; track: string; percent: number }
  | { what: 'track_retried'; track: string; byName: string }
  | { what: 'track_reopened'; track: string }
  /** `file` null: it could not be made, for that reason. */
  | { what: 'track_settled'; track: string; file: FinishedFile | null; reason?: string }
  | { what: 'recording_finishing'; recording: string }
  | { what: 'recording_withdrawn'; recording: string }
  | { what: 'recording_percent'; recording: string; percent: number }
  | { what: 'recording_retried'; recording: string; byName: string }
  | { what: 'recording_reopened'; recording: string }
  | { what: 'recording_ready'; recording: string; file: FinishedFile }
  | { what: 'recording_failed'; recording: string; reason: string };

/** Timeline kinds of host controls. */
export type HostedKind =
  | 'turned_off'
  | 'removed'
  | 'allowed_again'
  | 'room_locked'
  | 'room_unlocked'
  | 'guests_wait'
  | 'guests_enter'
  | 'admitted'
  | 'denied'
  | 'recording_stopped'
  | 'recording_paused'
  | 'recording_resumed'
  | 'recorder_chosen';

export interface Owed {
  id: number;
  /** When it happened, UTC ms. */
  at: number;
  debt: Debt;
}

export interface Ledger {
  owe(debt: Debt, at: number): void;
  next(): Owed | null;
  paid(id: number): void;
  owes(what: Debt['what']): boolean;
  /** Puts what `revise` makes of each debt in its place; null: it is not owed any more. */
  revise(revise: (debt: Debt) => Debt | null): void;
}

const TABLE = `CREATE TABLE IF NOT EXISTS ledger (
  id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, what TEXT NOT NULL, json TEXT NOT NULL)`;

export function openLedger(sql: SqlStorage): Ledger {
  sql.exec(TABLE);
  return {
    owe(debt, at) {
      // Only the newest count is worth writing; one file is made at a time.
      if (debt.what === 'inside' || debt.what === 'recording_percent' || debt.what === 'track_percent') {
        sql.exec('DELETE FROM ledger WHERE what = ?', debt.what);
      }
      sql.exec('INSERT INTO ledger (at, what, json) VALUES (?, ?, ?)', at, debt.what, JSON.stringify(debt));
    },
    next() {
      const [row] = sql
        .exec<{ id: number; at: number; json: string }>('SELECT id, at, json FROM ledger ORDER BY id LIMIT 1')
        .toArray();
      return row ? { id: row.id, at: row.at, debt: JSON.parse(row.json) as Debt } : null;
    },
    paid(id) {
      sql.exec('DELETE FROM ledger WHERE id = ?', id);
    },
    revise(revise) {
      for (const { id, json } of sql.exec<{ id: number; json: string }>('SELECT id, json FROM ledger').toArray()) {
        const revised = revise(JSON.parse(json) as Debt);
        if (revised === null) sql.exec('DELETE FROM ledger WHERE id = ?', id);
        else sql.exec('UPDATE ledger SET json = ? WHERE id = ?', JSON.stringify(revised), id);
      }
    },
    owes: (what) => sql.exec('SELECT 1 FROM ledger WHERE what = ? LIMIT 1', what).toArray().length > 0,
  };
}
