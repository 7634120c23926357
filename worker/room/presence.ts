import { NAME_MAX } from '../../wire/limits.ts';
import type { Person } from '../../wire/room.ts';
import type { TicketClaims } from './facts.ts';
import type { Delta, OwnState, SeatRecord } from './seat-record.ts';

export const isInside = (record: SeatRecord): boolean => record.cameAt !== null;

/** Are both seats one person's: the very same seat, or two of the Participant's, whose personal link was opened twice? */
export const isSamePerson = (one: Whose, other: Whose): boolean =>
  one.seat === other.seat || (one.role === 'participant' && other.role === one.role);
type Whose = Pick<SeatRecord, 'seat' | 'role'>;

/** As the others see them. */
export const toPerson = (record: SeatRecord): Person => ({
  n: record.n,
  role: record.role,
  name: record.name,
  mic: record.mic,
  cam: record.cam,
  screen: record.screen,
  hand: record.hand,
  away: record.awaySince !== null,
  q: record.q,
});

/** Numbers are never given twice in a Session: a late message about somebody gone means nobody else. */
export const nextNumber = (records: SeatRecord[]): number => 1 + Math.max(0, ...records.map((record) => record.n));

export const newRecord = (claims: TicketClaims, n: number): SeatRecord => ({
  seat: claims.seat,
  n,
  role: claims.role,
  person: claims.person,
  name: claims.name,
  cameAt: null,
  awaySince: null,
  mic: false,
  cam: false,
  screen: false,
  hand: false,
  q: 3,
  saveData: false,
  admitted: false,
  waiting: null,
  canRecord: false,
  kit: null,
  media: null,
  warmed: null,
});

/** What really changes by a `state` message; null when nothing does. */
export function deltaOf(record: SeatRecord, wanted: { [Flag in keyof OwnState]?: boolean | undefined }): Delta | null {
  const delta: Delta = {};
  for (const flag of ['mic', 'cam', 'screen', 'hand'] as const) {
    const value = wanted[flag];
    if (value !== undefined && value !== record[flag]) delta[flag] = value;
  }
  return Object.keys(delta).length === 0 ? null : delta;
}

/** A name as the others may see it: 1 to NAME_MAX code points, no control characters, no direction tricks. null: not one. */
export function cleanName(name: string | undefined): string | null {
  const clean = (name ?? '').normalize('NFC').trim();
  const length = [...clean].length;
  // Embedded overrides (U+202A to 202E, 2066 to 2069) would turn the text around the name, too.
  const isBad = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(clean);
  return length < 1 || length > NAME_MAX || isBad ? null : clean;
}
