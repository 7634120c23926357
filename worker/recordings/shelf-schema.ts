/** Tables of a Room's recordings in its own SQLite. Instants are UTC ms. */
const TABLES = [
  `CREATE TABLE IF NOT EXISTS shelf_recordings (
    id TEXT PRIMARY KEY,
    started_at INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'open',
    last_landed_at INTEGER,
    upload_id TEXT,
    tries INTEGER NOT NULL DEFAULT 0,
    done TEXT
  )`,
  `CREATE TABLE IF NOT EXISTS shelf_segments (
    recording TEXT NOT NULL,
    segment INTEGER NOT NULL,
    opened_at INTEGER NOT NULL,
    announced INTEGER,
    landed INTEGER NOT NULL DEFAULT 0,
    landed_ms INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (recording, segment)
  )`,
  `CREATE TABLE IF NOT EXISTS shelf_fragments (
    recording TEXT NOT NULL,
    segment INTEGER NOT NULL,
    number INTEGER NOT NULL,
    object_key TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    sample_table BLOB NOT NULL,
    lost INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (recording, segment, number)
  )`,
  `CREATE TABLE IF NOT EXISTS shelf_rests (
    recording TEXT NOT NULL,
    from_at INTEGER NOT NULL,
    to_at INTEGER
  )`,
  `CREATE TABLE IF NOT EXISTS shelf_parts (
    recording TEXT NOT NULL,
    part INTEGER NOT NULL,
    etag TEXT NOT NULL,
    PRIMARY KEY (recording, part)
  )`,
];

export function layShelf(sql: SqlStorage): void {
  for (const table of TABLES) sql.exec(table);
}
