import { AppError } from '../../wire/errors.ts';
import type { FragmentLanded } from '../../wire/http.ts';
import { FRAGMENT_MAX_BYTES, FRAGMENT_NUMBER_MAX } from '../../wire/limits.ts';
import type { Env } from '../env.ts';
import type { IncomingBody } from './body.ts';
import { readBody } from './body.ts';
import { fragmentKey } from './keys.ts';
import { fragmentBad } from './mp4/box.ts';
import { makeTable, TABLE_MAX_BYTES } from './mp4/fragment.ts';
import { parseHead } from './mp4/head.ts';

const ROOM_CODES = ['recording_over', 'conflict', 'not_found'] as const;

export interface IncomingFragment {
  session: string;
  seat: string;
  recording: string;
  /** As they stand in the path. */
  segment: string;
  number: string;
  body: IncomingBody;
}

/**
 * Takes one piece of a recording in: into R2 first, then into the Room's account. In any order, and as often as the
 * sender likes: the same bytes again change nothing.
 * AppError: `fragment_number_bad`, `not_allowed`, `recording_over` (the file is being made), `fragment_too_large`,
 * `fragment_bad`, `conflict` (this number came with other bytes before).
 */
export async function takeInFragment(env: Env, incoming: IncomingFragment): Promise<FragmentLanded> {
  const { session, recording, seat } = incoming;
  const segment = readNumber(incoming.segment);
  const number = readNumber(incoming.number);
  const room = env.ROOM.getByName(session);
  const refusal = await room.mayRecord(seat, recording, segment);
  if (refusal) throw new AppError(refusal);
  const bytes = await readBody(incoming.body, FRAGMENT_MAX_BYTES);
  const table = number === 0 ? checkHead(bytes) : makeTable(bytes);
  const sha256 = await crypto.subtle.digest('SHA-256', bytes);
  const objectKey = fragmentKey({ session, recording, segment, number });
  await keepOnce(env.RECORDINGS, objectKey, bytes, sha256);
  return askRoom(() =>
    room.fragmentLanded({
      recording,
      segment,
      number,
      seat,
      objectKey,
      bytes: bytes.length,
      sha256: hex(sha256),
      table,
    }),
  );
}

/** An AppError of the Room arrives as a plain error that has kept its code: between the first question and now it may be over. */
async function askRoom<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? ROOM_CODES.find((one) => one === cause.code) : undefined;
    throw code ? new AppError(code, { cause }) : cause;
  }
}

function readNumber(text: string): number {
  const number = /^\d{1,5}$/.test(text) ? Number(text) : Infinity;
  if (number > FRAGMENT_NUMBER_MAX)
    throw new AppError('fragment_number_bad', { detail: { most: FRAGMENT_NUMBER_MAX } });
  return number;
}

/** The head is its own table: finishing needs all of it. */
function checkHead(bytes: Uint8Array): Uint8Array {
  if (bytes.length > TABLE_MAX_BYTES) throw fragmentBad('a head this large is none');
  parseHead(bytes);
  return bytes;
}

/** The first one to write a key wins; R2 decides, so that two tabs with different bytes cannot overwrite each other. */
async function keepOnce(bucket: R2Bucket, objectKey: string, bytes: Uint8Array, sha256: ArrayBuffer): Promise<void> {
  const written = await bucket.put(objectKey, bytes, { sha256, onlyIf: { etagDoesNotMatch: '*' } });
  if (written) return;
  const there = (await bucket.head(objectKey))?.checksums.sha256;
  if (!there || hex(there) !== hex(sha256)) throw new AppError('conflict', { detail: { objectKey } });
}

const hex = (buffer: ArrayBuffer) =>
  [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
