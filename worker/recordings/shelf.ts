import { AppError } from '../../wire/errors.ts';
import type { LandedFragment } from '../room/facts.ts';
import { advanceLanded } from './contiguous.ts';
import { OBJECT_BYTES } from './compact.ts';
import { explainGaps } from './gap-reasons.ts';
import { planCopy } from './mp4/plan.ts';
import type { Shelf } from './shelf-port.ts';
import { forgetRecording, layShelf } from './shelf-schema.ts';
import { createProgress } from './progress.ts';
import { createWaitingRoom } from './waiting.ts';

/** A Durable Object stores 10 GB. Four hours at full rate are less than half: beyond it, browsers keep their pieces. Bytes. */
const WAITING_MAX_BYTES = 4 * 1024 ** 3;

/** Opens the shelf on a Room's own SQLite and lays its tables when they are not there. */
export function createShelf(sql: SqlStorage, waitingMaxBytes = WAITING_MAX_BYTES): Shelf {
  layShelf(sql);
  const waiting = createWaitingRoom(sql);
  const progress = (recording: string) => createProgress(sql, recording);

  return {
    begin(recording, startedAtMs, base, beside = '') {
      sql.exec('INSERT OR IGNORE INTO shelf_recordings (id, started_at) VALUES (?, ?)', recording, startedAtMs);
      sql.exec(
        'INSERT OR IGNORE INTO shelf_making (recording, base, beside) VALUES (?, ?, ?)',
        recording,
        base,
        beside,
      );
    },

    openSegment(recording, atMs) {
      requireOpen(sql, recording);
      const { next } = sql
        .exec<{ next: number }>(
          'SELECT coalesce(max(segment) + 1, 0) AS next FROM shelf_segments WHERE recording = ?',
          recording,
        )
        .one();
      sql.exec('INSERT INTO shelf_segments (recording, segment, opened_at) VALUES (?, ?, ?)', recording, next, atMs);
      return next;
    },

    endSegment(recording, segment, atMs) {
      sql.exec(
        'UPDATE shelf_segments SET ends_at = ? WHERE recording = ? AND segment = ? AND ends_at = 0',
        atMs,
        recording,
        segment,
      );
    },

    cutSegment(recording, segment, goodMs) {
      sql.exec(
        `UPDATE shelf_segments SET ends_at = opened_at + ?
         WHERE recording = ? AND segment = ? AND (ends_at = 0 OR ends_at > opened_at + ?)`,
        goodMs,
        recording,
        segment,
        goodMs,
      );
    },

    closeSegment(recording, segment, fragments) {
      const changed = sql.exec(
        'UPDATE shelf_segments SET announced = ? WHERE recording = ? AND segment = ?',
        fragments,
        recording,
        segment,
      );
      if (changed.rowsWritten === 0) throw new AppError('not_found');
    },

    settleSegment(recording, segment) {
      sql.exec('UPDATE shelf_segments SET announced = landed WHERE recording = ? AND segment = ?', recording, segment);
    },

    add(fragment, atMs) {
      const { recording, segment, number } = fragment;
      const [there] = sql
        .exec<{ sha256: string }>(
          'SELECT sha256 FROM shelf_fragments WHERE recording = ? AND segment = ? AND number = ?',
          recording,
          segment,
          number,
        )
        .toArray();
      if (there && there.sha256 !== fragment.sha256) throw new AppError('conflict', { detail: { number } });
      if (!there) {
        requireOpen(sql, recording);
        requireSegment(sql, fragment);
        if (waiting.size(recording) + fragment.bytes > waitingMaxBytes) throw new AppError('storage_full');
        insertFragment(sql, fragment);
        if (fragment.afterMs !== undefined) noteBeginning(sql, fragment, fragment.afterMs, atMs);
        waiting.keep(fragment);
        sql.exec('UPDATE shelf_recordings SET last_landed_at = ? WHERE id = ?', atMs, recording);
        advanceLanded(sql, recording, segment);
      }
      return { savedMs: readSavedMs(sql, recording), fresh: !there };
    },

    savedMs: (recording) => readSavedMs(sql, recording),

    bytes: (recording) =>
      sql
        .exec<{ bytes: number }>(
          'SELECT coalesce(sum(bytes), 0) AS bytes FROM shelf_fragments WHERE recording = ?',
          recording,
        )
        .one().bytes,

    lastLandedAt(recording) {
      const [row] = sql
        .exec<{ at: number | null }>('SELECT last_landed_at AS at FROM shelf_recordings WHERE id = ?', recording)
        .toArray();
      return row?.at ?? null;
    },

    complete(recording) {
      const { missing } = sql
        .exec<{ missing: number }>(
          `SELECT count(*) AS missing FROM shelf_segments
           WHERE recording = ? AND (announced IS NULL OR landed < announced)`,
          recording,
        )
        .one();
      return missing === 0;
    },

    rest(recording, atMs) {
      sql.exec(
        `INSERT INTO shelf_rests (recording, from_at) SELECT ?, ? WHERE NOT EXISTS
           (SELECT 1 FROM shelf_rests WHERE recording = ? AND to_at IS NULL)`,
        recording,
        atMs,
        recording,
      );
    },

    wake(recording, atMs) {
      sql.exec('UPDATE shelf_rests SET to_at = ? WHERE recording = ? AND to_at IS NULL', atMs, recording);
    },

    gaps(recording) {
      const plan = planCopy(progress(recording).segments());
      return plan ? explainGaps(plan.gaps, progress(recording).rests(), plan.zeroAtMs) : [];
    },

    full() {
      const [row] = sql
        .exec<{ recording: string }>(
          "SELECT recording FROM shelf_fragments WHERE object_key = '' GROUP BY recording HAVING sum(bytes) >= ? LIMIT 1",
          OBJECT_BYTES,
        )
        .toArray();
      return row?.recording ?? null;
    },

    holds: (recording) => sql.exec('SELECT 1 FROM shelf_recordings WHERE id = ?', recording).toArray().length > 0,

    openUpload: (recording) => progress(recording).upload()?.id ?? null,

    forget: (recording) => forgetRecording(sql, recording),

    waiting,
    progress,
  };
}

function requireOpen(sql: SqlStorage, recording: string): void {
  const [row] = sql.exec<{ state: string }>('SELECT state FROM shelf_recordings WHERE id = ?', recording).toArray();
  if (!row) throw new AppError('not_found');
  if (row.state !== 'open') throw new AppError('recording_over');
}

function requireSegment(sql: SqlStorage, { recording, segment }: LandedFragment): void {
  const rows = sql
    .exec('SELECT 1 FROM shelf_segments WHERE recording = ? AND segment = ?', recording, segment)
    .toArray();
  if (rows.length === 0) throw new AppError('not_found');
}

function insertFragment(sql: SqlStorage, fragment: LandedFragment): void {
  sql.exec(
    `INSERT INTO shelf_fragments (recording, segment, number, object_key, bytes, sha256, sample_table)
     VALUES (?, ?, ?, '', ?, ?, ?)`,
    fragment.recording,
    fragment.segment,
    fragment.number,
    fragment.bytes,
    fragment.sha256,
    fragment.table.slice().buffer,
  );
}

/** A browser's word, and never beyond the moment it came: nothing is recorded in the future. */
function noteBeginning(sql: SqlStorage, { recording, segment }: LandedFragment, afterMs: number, atMs: number): void {
  sql.exec(
    'UPDATE shelf_segments SET began_after = max(0, min(?, ? - opened_at)) WHERE recording = ? AND segment = ?',
    afterMs,
    atMs,
    recording,
    segment,
  );
}

function readSavedMs(sql: SqlStorage, recording: string): number {
  const { saved } = sql
    .exec<{ saved: number | null }>(
      `SELECT max(opened_at + began_after + landed_ms) - min(opened_at + began_after) AS saved FROM shelf_segments
       WHERE recording = ? AND landed_ms > 0`,
      recording,
    )
    .one();
  return saved ?? 0;
}
