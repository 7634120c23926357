import type { LandedFragment } from '../room/facts.ts';

/** A row of a Durable Object's SQLite holds 2 MB. Bytes. */
const SLICE_BYTES = 1024 * 1024;

/** A fragment whose bytes lie in the Room and not in the bucket yet. */
export interface Waiting {
  segment: number;
  number: number;
  bytes: number;
}

/** The bytes of fragments between landing and lying in the bucket: in the Room's own storage, which outlives it. */
export interface WaitingRoom {
  keep(fragment: LandedFragment): void;
  /** Bytes of all of a recording that wait. */
  size(recording: string): number;
  /** Those that came first, until there are `atLeast` bytes of them or no more. */
  first(recording: string, atLeast: number): Waiting[];
  /** Copies a fragment's bytes to the beginning of `into`. */
  read(recording: string, fragment: Waiting, into: Uint8Array): void;
  /** They lie in the bucket now, one after the other, from the beginning of that object. */
  moved(recording: string, fragments: Waiting[], objectKey: string): void;
}

export function createWaitingRoom(sql: SqlStorage): WaitingRoom {
  return {
    keep({ recording, segment, number, data }) {
      for (let slice = 0; slice * SLICE_BYTES < data.length; slice++) {
        const bytes = ownBuffer(data.subarray(slice * SLICE_BYTES, (slice + 1) * SLICE_BYTES));
        sql.exec('INSERT INTO shelf_bytes VALUES (?, ?, ?, ?, ?)', recording, segment, number, slice, bytes);
      }
    },

    size: (recording) =>
      sql
        .exec<{ bytes: number }>(
          "SELECT coalesce(sum(bytes), 0) AS bytes FROM shelf_fragments WHERE recording = ? AND object_key = ''",
          recording,
        )
        .one().bytes,

    first(recording, atLeast) {
      const rows = sql.exec<{ segment: number; number: number; bytes: number }>(
        `SELECT segment, number, bytes FROM shelf_fragments WHERE recording = ? AND object_key = '' ORDER BY rowid`,
        recording,
      );
      const found: Waiting[] = [];
      let sum = 0;
      for (const row of rows) {
        found.push({ ...row });
        sum += row.bytes;
        if (sum >= atLeast) break;
      }
      return found;
    },

    read(recording, { segment, number, bytes }, into) {
      let at = 0;
      for (const slice of sql.exec<{ bytes: ArrayBuffer }>(
        'SELECT bytes FROM shelf_bytes WHERE recording = ? AND segment = ? AND number = ? ORDER BY slice',
        recording,
        segment,
        number,
      )) {
        into.set(new Uint8Array(slice.bytes), at);
        at += slice.bytes.byteLength;
      }
      if (at !== bytes) throw new Error(`Piece ${segment}/${number} has ${at} bytes instead of ${bytes}.`);
    },

    moved(recording, fragments, objectKey) {
      let at = 0;
      for (const { segment, number, bytes } of fragments) {
        const place = [recording, segment, number] as const;
        sql.exec(
          `UPDATE shelf_fragments SET object_key = ?, object_at = ? WHERE recording = ? AND segment = ? AND number = ?`,
          objectKey,
          at,
          ...place,
        );
        sql.exec('DELETE FROM shelf_bytes WHERE recording = ? AND segment = ? AND number = ?', ...place);
        at += bytes;
      }
    },
  };
}

/** SQLite takes whole buffers only; most fragments are one. */
const ownBuffer = ({ buffer, byteLength, byteOffset }: Uint8Array): ArrayBuffer =>
  buffer instanceof ArrayBuffer && buffer.byteLength === byteLength
    ? buffer
    : new Uint8Array(new Uint8Array(buffer, byteOffset, byteLength)).buffer;
