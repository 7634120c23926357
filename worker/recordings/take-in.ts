import { AppError } from '../../wire/errors.ts';
import type { FragmentLanded } from '../../wire/http.ts';
import {
  BEGAN_AFTER_MAX,
  CAMERA_FRAGMENT_MAX_BYTES,
  FRAGMENT_MAX_BYTES,
  FRAGMENT_NUMBER_MAX,
  VOICE_FRAGMENT_MAX_BYTES,
} from '../../wire/limits.ts';
import type { Env } from '../env.ts';
import type { IncomingBody } from './body.ts';
import { readBody } from './body.ts';
import { fragmentBad } from './mp4/box.ts';
import { makeTable, TABLE_MAX_BYTES } from './mp4/fragment.ts';
import { hasPicture, parseHead } from './mp4/head.ts';

export interface IncomingFragment {
  session: string;
  seat: string;
  /** The member whose seat it is: what one of their seats recorded, another may bring. */
  person?: string | null;
  recording: string;
  /** As they stand in the path. */
  segment: string;
  number: string;
  /** As it stands in the query, with a head: so many ms after it was asked to, the recorder began. */
  after?: string | undefined;
  body: IncomingBody;
}

/**
 * Takes one piece of a recording in, into the Room's own storage, from where it goes to R2 together with others (compact.ts).
 * In any order, and as often as the sender likes: the same bytes again change nothing.
 * AppError: `fragment_number_bad`, `not_allowed`, `recording_over` (the file is being made), `fragment_too_large`,
 * `fragment_bad`, `conflict` (this number came with other bytes before), `storage_full`.
 */
export async function takeInFragment(env: Env, incoming: IncomingFragment): Promise<FragmentLanded> {
  const { session, recording, seat } = incoming;
  const segment = readNumber(incoming.segment);
  const number = readNumber(incoming.number);
  const room = env.ROOM.getByName(session);
  const afterMs = number === 0 && incoming.after !== undefined ? readAfter(incoming.after) : undefined;
  const leave = await room.mayRecord(seat, recording, segment, incoming.person);
  if ('refused' in leave) throw new AppError(leave.refused);
  const bytes = await readBody(incoming.body, BYTES_MAX[leave.takes]);
  const table = number === 0 ? checkHead(bytes, leave.takes === 'voice') : makeTable(bytes);
  const sha256 = hex(await crypto.subtle.digest('SHA-256', bytes));
  const beginning = afterMs === undefined ? {} : { afterMs };
  const piece = { recording, segment, number, seat, ...beginning, data: bytes, bytes: bytes.length, sha256, table };
  const landed = await room.fragmentLanded(piece);
  if ('refused' in landed) throw new AppError(landed.refused, { detail: { number } });
  return landed;
}

/** The browser has handed over all it had of a segment. AppError `fragment_number_bad`. */
export const takeNoMore = (
  env: Env,
  {
    session,
    seat,
    person = null,
    recording,
    segment,
  }: Pick<IncomingFragment, 'session' | 'seat' | 'person' | 'recording' | 'segment'>,
): Promise<void> => env.ROOM.getByName(session).noMore(seat, recording, readNumber(segment), person);

const BYTES_MAX = {
  meeting: FRAGMENT_MAX_BYTES,
  voice: VOICE_FRAGMENT_MAX_BYTES,
  camera: CAMERA_FRAGMENT_MAX_BYTES,
} as const;

function readNumber(text: string): number {
  const number = /^\d{1,5}$/.test(text) ? Number(text) : Infinity;
  if (number > FRAGMENT_NUMBER_MAX)
    throw new AppError('fragment_number_bad', { detail: { most: FRAGMENT_NUMBER_MAX } });
  return number;
}

function readAfter(text: string): number {
  const after = /^\d{1,7}$/.test(text) ? Number(text) : Infinity;
  if (after > BEGAN_AFTER_MAX) throw fragmentBad('no recorder begins that late');
  return after;
}

/** The head is its own table: finishing needs all of it. */
function checkHead(bytes: Uint8Array, isVoice: boolean): Uint8Array {
  if (bytes.length > TABLE_MAX_BYTES) throw fragmentBad('a head this large is none');
  if (hasPicture(parseHead(bytes)) === isVoice)
    throw fragmentBad('a voice has sound only, a meeting and a camera have a picture');
  return bytes;
}

const hex = (buffer: ArrayBuffer) =>
  [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
