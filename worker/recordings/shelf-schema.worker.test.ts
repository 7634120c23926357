import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { makeRecording } from '../../test/edge/made-fragments.ts';
import { makeTable } from './mp4/fragment.ts';
import { finishStep } from './finish.ts';
import { createShelf } from './shelf.ts';

const NOON = Date.UTC(2025, 9, 14, 12);
/** The tables as the first Worker that recorded laid them. */
const FIRST_TABLES = [
  `CREATE TABLE shelf_recordings (id TEXT PRIMARY KEY, started_at INTEGER NOT NULL, state TEXT NOT NULL DEFAULT 'open',
    last_landed_at INTEGER, upload_id TEXT, tries INTEGER NOT NULL DEFAULT 0, done TEXT)`,
  `CREATE TABLE shelf_segments (recording TEXT NOT NULL, segment INTEGER NOT NULL, opened_at INTEGER NOT NULL,
    announced INTEGER, landed INTEGER NOT NULL DEFAULT 0, landed_ms INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (recording, segment))`,
  `CREATE TABLE shelf_fragments (recording TEXT NOT NULL, segment INTEGER NOT NULL, number INTEGER NOT NULL,
    object_key TEXT NOT NULL, bytes INTEGER NOT NULL, sha256 TEXT NOT NULL, sample_table BLOB NOT NULL,
    lost INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (recording, segment, number))`,
  `CREATE TABLE shelf_parts (recording TEXT NOT NULL, part INTEGER NOT NULL, etag TEXT NOT NULL,
    PRIMARY KEY (recording, part))`,
];

/** A Room's SQLite as the first Worker left it in the middle of a recording of three fragments. */
async function leaveOldShelf(sql: SqlStorage): Promise<void> {
  for (const name of ['recordings', 'segments', 'fragments', 'rests', 'bytes', 'making', 'file_parts'])
    sql.exec(`DROP TABLE IF EXISTS shelf_${name}`);
  for (const table of FIRST_TABLES) sql.exec(table);
  sql.exec("INSERT INTO shelf_recordings (id, started_at, upload_id) VALUES ('r', ?, 'long-gone')", NOON);
  sql.exec("INSERT INTO shelf_segments (recording, segment, opened_at) VALUES ('r', 0, ?)", NOON);
  const { fragments } = makeRecording({ count: 3 });
  for (const [number, bytes] of fragments.entries()) {
    const key = `recordings/s/r/0/0000${number}`;
    await env.RECORDINGS.put(key, bytes);
    const table = number === 0 ? bytes : makeTable(bytes);
    sql.exec(
      `INSERT INTO shelf_fragments (recording, segment, number, object_key, bytes, sha256, sample_table)
       VALUES ('r', 0, ?, ?, ?, ?, ?)`,
      number,
      key,
      bytes.length,
      `sha-${number}`,
      table.slice().buffer,
    );
  }
}

test('a recording that an older Worker began is finished from the fragments it left', () =>
  runInDurableObject(env.ROOM.getByName(crypto.randomUUID()), async (_, { storage }) => {
    await leaveOldShelf(storage.sql);
    const shelf = createShelf(storage.sql);
    createShelf(storage.sql);
    for (;;) {
      const step = await finishStep(shelf, env.RECORDINGS, 'r');
      if (step.kind === 'more') continue;
      expect(step).toMatchObject({ kind: 'done', objectKey: 'recordings/s/r.mp4', durationMs: 6_000, gaps: [] });
      return;
    }
  }));
