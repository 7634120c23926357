import type { Gap } from './mp4/layout.ts';
import type { SegmentSource } from './mp4/plan.ts';

/** How the making of a file ended: kept, so that asking again answers the same. */
export type Outcome =
  | { kind: 'done'; objectKey: string; durationMs: number; bytes: number; gaps: Gap[] }
  | { kind: 'failed'; reason: string };

/** What finishing one recording must remember across crashes, in the Room's SQLite. */
export interface Progress {
  /** From now on nothing lands any more: the plan of the file must come out the same each time. */
  seal(): void;
  segments(): SegmentSource[];
  upload(): { id: string; parts: R2UploadedPart[] } | null;
  startUpload(id: string): void;
  addPart(part: R2UploadedPart): void;
  /** Begin the file anew: the upload is gone, or the plan changed. */
  dropUpload(): void;
  /** The object of this fragment is not in the bucket: plan without it. */
  markLost(objectKey: string): void;
  /** Counts tries that failed since the last part that was stored. */
  countFailure(): number;
  outcome(): Outcome | null;
  conclude(outcome: Outcome): void;
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

  return {
    seal: () => set("state = 'finishing'"),

    segments: () => readSegments(sql, recording),

    upload() {
      const id = row()?.uploadId;
      if (!id) return null;
      const parts = sql
        .exec<{ partNumber: number; etag: string }>(
          'SELECT part AS partNumber, etag FROM shelf_parts WHERE recording = ? ORDER BY part',
          recording,
        )
        .toArray();
      return { id, parts };
    },

    startUpload: (id) => set('upload_id = ?', id),

    addPart({ partNumber, etag }) {
      sql.exec(
        'INSERT OR REPLACE INTO shelf_parts (recording, part, etag) VALUES (?, ?, ?)',
        recording,
        partNumber,
        etag,
      );
      set('tries = 0');
    },

    dropUpload() {
      sql.exec('DELETE FROM shelf_parts WHERE recording = ?', recording);
      set('upload_id = NULL');
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

    conclude: (outcome) => set('state = ?, done = ?', outcome.kind, JSON.stringify(outcome)),
  };
}

function readSegments(sql: SqlStorage, recording: string): SegmentSource[] {
  const heads = sql
    .exec<{ segment: number; openedAtMs: number; head: ArrayBuffer }>(
      `SELECT s.segment, s.opened_at AS openedAtMs, f.sample_table AS head
       FROM shelf_segments s JOIN shelf_fragments f USING (recording, segment)
       WHERE s.recording = ? AND f.number = 0 ORDER BY s.segment`,
      recording,
    )
    .toArray();
  return heads.map(({ segment, openedAtMs, head }) => ({
    openedAtMs,
    head: new Uint8Array(head),
    *fragments() {
      const rows = sql.exec<{ objectKey: string; table: ArrayBuffer }>(
        `SELECT object_key AS objectKey, sample_table AS "table" FROM shelf_fragments
         WHERE recording = ? AND segment = ? AND number > 0 AND lost = 0 ORDER BY number`,
        recording,
        segment,
      );
      for (const { objectKey, table } of rows) yield { objectKey, table: new Uint8Array(table) };
    },
  }));
}
