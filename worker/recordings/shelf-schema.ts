/** Tables of a Room's recordings in its own SQLite. Instants are UTC ms; `began_after`: ms from a segment's opening to its zero. `ends_at` 0: as far as it goes. */
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
    began_after INTEGER NOT NULL DEFAULT 0,
    ends_at INTEGER NOT NULL DEFAULT 0,
    announced INTEGER,
    landed INTEGER NOT NULL DEFAULT 0,
    landed_ms INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (recording, segment)
  )`,
  // object_key is empty while the bytes still lie here, in shelf_bytes.
  `CREATE TABLE IF NOT EXISTS shelf_fragments (
    recording TEXT NOT NULL,
    segment INTEGER NOT NULL,
    number INTEGER NOT NULL,
    object_key TEXT NOT NULL,
    object_at INTEGER NOT NULL DEFAULT 0,
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
  "CREATE INDEX IF NOT EXISTS shelf_waiting ON shelf_fragments (recording, bytes) WHERE object_key = ''",
  `CREATE TABLE IF NOT EXISTS shelf_bytes (
    recording TEXT NOT NULL,
    segment INTEGER NOT NULL,
    number INTEGER NOT NULL,
    slice INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (recording, segment, number, slice)
  )`,
  // objects: how many were begun. checked: JSON of how far the file was read back. cleared: the pieces are deleted.
  `CREATE TABLE IF NOT EXISTS shelf_making (
    recording TEXT PRIMARY KEY,
    base TEXT NOT NULL,
    beside TEXT NOT NULL DEFAULT '',
    objects INTEGER NOT NULL DEFAULT 0,
    checked TEXT,
    remade INTEGER NOT NULL DEFAULT 0,
    cleared INTEGER NOT NULL DEFAULT 0
  )`,
  `CREATE TABLE IF NOT EXISTS shelf_file_parts (
    recording TEXT NOT NULL,
    part INTEGER NOT NULL,
    etag TEXT NOT NULL,
    sums TEXT NOT NULL,
    PRIMARY KEY (recording, part)
  )`,
];

export function layShelf(sql: SqlStorage): void {
  addColumn(sql, 'shelf_fragments', 'object_at', 'INTEGER NOT NULL DEFAULT 0');
  addColumn(sql, 'shelf_segments', 'began_after', 'INTEGER NOT NULL DEFAULT 0');
  addColumn(sql, 'shelf_segments', 'ends_at', 'INTEGER NOT NULL DEFAULT 0');
  addColumn(sql, 'shelf_making', 'beside', "TEXT NOT NULL DEFAULT ''");
  for (const table of TABLES) sql.exec(table);
  upgradeRecordings(sql);
}

/**
 * A table of an older Worker has none of these, and their default is what it meant: fragments lay at the beginning of objects of
 * their own, segments began as they were opened, and nothing lay beside a recording.
 */
function addColumn(sql: SqlStorage, table: string, column: string, type: string): void {
  const columns = sql.exec<{ name: string }>('SELECT name FROM pragma_table_info(?)', table).toArray();
  if (columns.length === 0 || columns.some(({ name }) => name === column)) return;
  sql.exec(`ALTER TABLE ${table} ADD COLUMN ${column} ${type}`);
}

/** Their recordings know no base: it is what the keys of their fragments begin with. Uploads of the old kind begin anew. */
function upgradeRecordings(sql: SqlStorage): void {
  const old = sql
    .exec<{ id: string; objectKey: string }>(
      `SELECT r.id, min(f.object_key) AS objectKey FROM shelf_recordings r
       JOIN shelf_fragments f ON f.recording = r.id AND f.object_key <> ''
       WHERE NOT EXISTS (SELECT 1 FROM shelf_making m WHERE m.recording = r.id) GROUP BY r.id`,
    )
    .toArray();
  for (const { id, objectKey } of old) {
    const base = objectKey.split('/').slice(0, 3).join('/');
    sql.exec('INSERT INTO shelf_making (recording, base) VALUES (?, ?)', id, base);
    sql.exec('UPDATE shelf_recordings SET upload_id = NULL WHERE id = ? AND done IS NULL', id);
  }
}

/** Takes a recording's rows out of every table. */
export function forgetRecording(sql: SqlStorage, recording: string): void {
  for (const table of ['segments', 'fragments', 'rests', 'bytes', 'making', 'file_parts']) {
    sql.exec(`DELETE FROM shelf_${table} WHERE recording = ?`, recording);
  }
  sql.exec('DELETE FROM shelf_recordings WHERE id = ?', recording);
}
