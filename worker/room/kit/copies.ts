import { MINUTE } from '../../../wire/limits.ts';
import type { FetchedFile } from '../../recordings/fetch-file.ts';
import type { Rest } from '../../recordings/gap-reasons.ts';

/** A recording that the service has finished, or will have soon, on its way into our bucket. UTC ms. */
export interface Copy {
  /** Our id of it. */
  recording: string;
  /** The service's. */
  kitId: string;
  /** As the service says. */
  startedAt: number;
  /** As we know: when it said that it would. */
  askedAt?: number;
  /** When it was to stop: the service keeps the file for 7 days from about then. */
  stoppedAt: number;
  /** When its recorder paused. */
  rests?: readonly Rest[];
  state: 'waiting' | 'copying' | 'done' | 'failed';
  file: FetchedFile;
  /** Looks so far without anything new. */
  looks: number;
  /** When to look next; null: nothing is to come. */
  at: number | null;
}

/** The service's clock and ours are apart by less, and its recorder does not need longer to come, ms. */
const STARTS_WITHIN = 5 * MINUTE;

/** The instant of the file's first frame, UTC ms: the service's word, unless it cannot be. */
export const zeroOf = ({ startedAt, askedAt = startedAt }: Pick<Copy, 'startedAt' | 'askedAt'>): number =>
  Math.abs(startedAt - askedAt) <= STARTS_WITHIN ? startedAt : askedAt;

/** The copies of a Session, in the Room's storage. */
export interface Copies {
  all(): Copy[];
  get(recording: string): Copy | undefined;
  save(copy: Copy): void;
  forget(recording: string): void;
  /** When the earliest is to be looked at. */
  next(): number | null;
}

const TABLE = 'CREATE TABLE IF NOT EXISTS kit_copies (recording TEXT PRIMARY KEY, json TEXT NOT NULL)';

export function openCopies(sql: SqlStorage): Copies {
  sql.exec(TABLE);
  const all = () =>
    sql
      .exec<{ json: string }>('SELECT json FROM kit_copies ORDER BY rowid')
      .toArray()
      .map(({ json }) => JSON.parse(json) as Copy);
  return {
    all,
    get: (recording) => all().find((copy) => copy.recording === recording),
    save(copy) {
      const json = JSON.stringify(copy);
      sql.exec(
        'INSERT INTO kit_copies (recording, json) VALUES (?, ?) ON CONFLICT (recording) DO UPDATE SET json = ?',
        copy.recording,
        json,
        json,
      );
    },
    forget: (recording) => void sql.exec('DELETE FROM kit_copies WHERE recording = ?', recording),
    next() {
      const times = all().flatMap(({ at }) => (at === null ? [] : [at]));
      return times.length === 0 ? null : Math.min(...times);
    },
  };
}
