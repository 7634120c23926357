import { parseHead } from './mp4/head.ts';
import { pairsOf, spanMs } from './mp4/span.ts';

/**
 * Moves a segment's mark of what has landed without a hole, counted from its head, as far as it goes now. Pieces that
 * came early wait behind the hole, and are counted when it closes.
 */
export function advanceLanded(sql: SqlStorage, recording: string, segment: number): void {
  const where = [recording, segment] as const;
  const mark = sql
    .exec<{ landed: number; ms: number }>(
      'SELECT landed, landed_ms AS ms FROM shelf_segments WHERE recording = ? AND segment = ?',
      ...where,
    )
    .one();
  const table = (number: number) => {
    const [row] = sql
      .exec<{ bytes: ArrayBuffer }>(
        'SELECT sample_table AS bytes FROM shelf_fragments WHERE recording = ? AND segment = ? AND number = ?',
        ...where,
        number,
      )
      .toArray();
    return row ? new Uint8Array(row.bytes) : null;
  };
  const headBytes = table(0);
  if (!headBytes) return;
  const head = parseHead(headBytes);
  let landed = Math.max(mark.landed, 1);
  let ms = mark.ms;
  for (let next = table(landed); next; next = table(landed)) {
    ms = Math.max(ms, Math.round(spanMs(pairsOf(next, head))?.endMs ?? 0));
    landed += 1;
  }
  sql.exec(
    'UPDATE shelf_segments SET landed = ?, landed_ms = ? WHERE recording = ? AND segment = ?',
    landed,
    ms,
    ...where,
  );
}
