import type { RecordingGap } from '../../wire/http.ts';
import type { Rest } from './gap-reasons.ts';
import type { SegmentSource } from './mp4/plan.ts';
import type { TrackSums } from './track-sums.ts';

/** How the making of a file ended: kept, so that asking again answers the same. */
export type Outcome =
  | {
      kind: 'done';
      objectKey: string;
      durationMs: number;
      bytes: number;
      gaps: RecordingGap[];
      /** The instant of the file's first frame, UTC ms. */
      zeroAtMs: number;
      /** False: sound alone. */
      hasPicture?: boolean;
    }
  | { kind: 'failed'; reason: string };

/** A part of the file that was stored, and the sums over the file up to its end. */
export interface StoredPart extends R2UploadedPart {
  sums: TrackSums;
}

/** How far the file was read back, and the sums up to there. */
export interface ReadBack {
  at: number;
  sums: TrackSums;
}

/** What finishing one recording must remember across crashes, in the Room's SQLite. */
export interface Progress {
  /** From now on nothing lands any more: the plan of the file must come out the same each time. */
  seal(): void;
  segments(): SegmentSource[];
  rests(): Rest[];
  /** A track's file begins with the recording it lies beside, UTC ms; null: it begins with its own first frame. */
  zeroAtMs(): number | null;
  /** What all keys of the recording begin with (keys.ts). */
  base(): string;
  /** Number for the next object of pieces: never the same twice. */
  nextObject(): number;
  upload(): { id: string; parts: StoredPart[] } | null;
  startUpload(id: string): void;
  addPart(part: StoredPart): void;
  /** Begin the file anew: the upload is gone, or the plan changed. */
  dropUpload(): void;
  readBack(): ReadBack | null;
  noteReadBack(readBack: ReadBack): void;
  /** Begin the file anew, because it did not come out as planned; answers how often it was by now. */
  countRemake(): number;
  /** An object is not in the bucket: plan without its fragments. */
  markLost(objectKey: string): void;
  /** Counts tries that failed since the last one that went on. */
  countFailure(): number;
  outcome(): Outcome | null;
  conclude(outcome: Outcome): void;
  /** The pieces are gone from the bucket, and from here. */
  clear(): void;
  isCleared(): boolean;
  /** A recording that failed is to be made again, of all that is kept. */
  reopen(): void;
  /** Pieces may land again, and the file is made again with them. */
  unseal(): void;
}

export function createProgress(sql: SqlStorage, recording: string): Progress {
  const set = (assignments: string, ...values: SqlStorageValue[]) =>
    void sql.exec(`UPDATE shelf_recordings SET ${assignments} WHERE id = ?`, ...values, recording);
  const row = () =>
    sql
      .exec<{ uploadId: string | null; tries: number; done: string | null }>(
        'SELECT upload_id AS uploadId, tries, done FROM shelf_recordings WHERE id = ?',
        recording,
      )
      .toArray()[0];
  const setMaking = (assignments: string, ...values: SqlStorageValue[]) =>
    void sql.exec(`UPDATE shelf_making SET ${assignments} WHERE recording = ?`, ...values, recording);
  const making = () =>
    sql
      .exec<{ base: string; objects: number; checked: string | null; remade: number; cleared: number }>(
        'SELECT base, objects, checked, remade, cleared FROM shelf_making WHERE recording = ?',
        recording,
      )
      .one();
  const dropUpload = () => {
    sql.exec('DELETE FROM shelf_file_parts WHERE recording = ?', recording);
    set('upload_id = NULL');
    setMaking('checked = NULL');
  };

  const beginAgain = (state: 'open' | 'finishing') => {
    dropUpload();
    setMaking('remade = 0');
    sql.exec('UPDATE shelf_fragments SET lost = 0 WHERE recording = ?', recording);
    set('state = ?, done = NULL, tries = 0', state);
  };

  return {
    seal: () => set("state = 'finishing'"),

    segments: () => readSegments(sql, recording),

    rests: () => readRests(sql, recording),

    zeroAtMs() {
      const [beside] = sql
        .exec<{ startedAt: number; done: string | null }>(
          `SELECT started_at AS startedAt, done FROM shelf_recordings
           WHERE id = (SELECT beside FROM shelf_making WHERE recording = ?)`,
          recording,
        )
        .toArray();
      const outcome = beside?.done ? (JSON.parse(beside.done) as Outcome) : null;
      return outcome?.kind === 'done' ? outcome.zeroAtMs : (beside?.startedAt ?? null);
    },

    base: () => making().base,

    nextObject() {
      setMaking('objects = objects + 1');
      return making().objects;
    },

    upload() {
      const id = row()?.uploadId;
      return id ? { id, parts: readParts(sql, recording) } : null;
    },

    startUpload: (id) => set('upload_id = ?', id),

    addPart({ partNumber, etag, sums }) {
      sql.exec(
        'INSERT OR REPLACE INTO shelf_file_parts (recording, part, etag, sums) VALUES (?, ?, ?, ?)',
        recording,
        partNumber,
        etag,
        JSON.stringify(sums),
      );
      set('tries = 0');
    },

    dropUpload,

    readBack() {
      const { checked } = making();
      return checked ? (JSON.parse(checked) as ReadBack) : null;
    },

    noteReadBack(readBack) {
      setMaking('checked = ?', JSON.stringify(readBack));
      set('tries = 0');
    },

    countRemake() {
      dropUpload();
      setMaking('remade = remade + 1');
      return making().remade;
    },

    markLost(objectKey) {
      sql.exec('UPDATE shelf_fragments SET lost = 1 WHERE recording = ? AND object_key = ?', recording, objectKey);
    },

    countFailure() {
      set('tries = tries + 1');
      return row()?.tries ?? 0;
    },

    outcome() {
      const done = row()?.done;
      return done ? (JSON.parse(done) as Outcome) : null;
    },

    conclude: (outcome) => set('state = ?, done = ?, tries = 0', outcome.kind, JSON.stringify(outcome)),

    clear() {
      for (const table of ['shelf_fragments', 'shelf_bytes', 'shelf_file_parts']) {
        sql.exec(`DELETE FROM ${table} WHERE recording = ?`, recording);
      }
      setMaking('cleared = 1');
    },

    isCleared: () => making().cleared === 1,

    reopen: () => beginAgain('finishing'),

    unseal: () => beginAgain('open'),
  };
}

const readRests = (sql: SqlStorage, recording: string): Rest[] =>
  sql
    .exec<{ from: number; to: number | null }>(
      'SELECT from_at AS "from", to_at AS "to" FROM shelf_rests WHERE recording = ? ORDER BY from_at',
      recording,
    )
    .toArray();

function readParts(sql: SqlStorage, recording: string): StoredPart[] {
  return sql
    .exec<{ partNumber: number; etag: string; sums: string }>(
      'SELECT part AS partNumber, etag, sums FROM shelf_file_parts WHERE recording = ? ORDER BY part',
      recording,
    )
    .toArray()
    .map(({ partNumber, etag, sums }) => ({ partNumber, etag, sums: JSON.parse(sums) as TrackSums }));
}

function readSegments(sql: SqlStorage, recording: string): SegmentSource[] {
  const heads = sql
    .exec<{ segment: number; beganAtMs: number; endsAt: number; head: ArrayBuffer }>(
      `SELECT s.segment, s.opened_at + s.began_after AS beganAtMs, s.ends_at AS endsAt, f.sample_table AS head
       FROM shelf_segments s JOIN shelf_fragments f USING (recording, segment)
       WHERE s.recording = ? AND f.number = 0 ORDER BY s.segment`,
      recording,
    )
    .toArray();
  return heads.map(({ segment, beganAtMs, endsAt, head }) => ({
    beganAtMs,
    ...(endsAt > 0 ? { endsAtMs: endsAt } : {}),
    head: new Uint8Array(head),
    *fragments() {
      const rows = sql.exec<{ objectKey: string; objectAt: number; table: ArrayBuffer }>(
        `SELECT object_key AS objectKey, object_at AS objectAt, sample_table AS "table" FROM shelf_fragments
         WHERE recording = ? AND segment = ? AND number > 0 AND lost = 0 ORDER BY number`,
        recording,
        segment,
      );
      for (const { objectKey, objectAt, table } of rows) yield { objectKey, objectAt, table: new Uint8Array(table) };
    },
  }));
}
