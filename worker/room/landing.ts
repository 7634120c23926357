import { AppError } from '../../wire/errors.ts';
import { CAMERA_MAX_BYTES, VOICE_MAX_BYTES } from '../../wire/limits.ts';
import type { FragmentRefusal, LandedFragment, RecordLeave } from './facts.ts';
import type { Hall } from './hall.ts';
import { awaitsLate, planClearing, reopen } from './late-pieces.ts';
import { planMoving } from './making.ts';
import { isOwnSegment, promoteNext } from './handing-over.ts';
import { finish, showRecording, shownRecording } from './recording.ts';
import type { Voice } from './voice-director.ts';
import { segmentOf, voiceOf } from './voices.ts';

/** People see "saved up to" move this often at most; fragments come every second. ms */
const TELL_SAVED_EVERY = 2_000;

/** Who brings pieces: a seat, and the member or Participant whose it is. */
interface Bringer {
  seat: string;
  person: string | null;
}

/**
 * May this seat hand over pieces of this segment. Whoever was asked to record it may, also after leaving and after the end,
 * until the file is made of all pieces: a recorder's last ones arrive over HTTP when its socket is long closed, and those of a browser
 * that crashed when its owner comes back, days later (late-pieces.ts). And so may the same
 * member in a new seat: a browser that crashed may have lost its cookie of the old one, and still has the pieces.
 */
export function mayRecord(hall: Hall, by: Bringer, id: string, segment: number): RecordLeave {
  const { recording } = hall.store.life();
  const voice = voiceOf(hall, id);
  const seats = seatsOf(hall, by);
  if (voice) {
    const own = seats.map((seat) => segmentOf(voice, seat, segment)).find((one) => one !== undefined);
    if (!own) return { refused: 'not_allowed' };
    if (voice.done && !awaitsLate(hall, id)) return { refused: 'recording_over' };
    return { takes: own.camera ? 'camera' : 'voice' };
  }
  if (!isTheirs(hall, seats, id, segment)) return { refused: 'not_allowed' };
  if (recording?.phase === 'on' || recording?.phase === 'stopping') return { takes: 'meeting' };
  if (!awaitsLate(hall, id)) return { refused: 'recording_over' };
  // While the file is being made its plan stands.
  return recording?.phase === 'finishing' ? { refused: 'storage_full' } : { takes: 'meeting' };
}

function seatsOf(hall: Hall, { seat, person }: Bringer): string[] {
  const others = person === null ? [] : hall.store.seats();
  return [seat, ...others.flatMap((one) => (one.role === 'researcher' && one.person === person ? [one.seat] : []))];
}

function isTheirs(hall: Hall, seats: string[], id: string, segment: number): boolean {
  const { recording } = hall.store.life();
  const voice = voiceOf(hall, id);
  if (voice) return seats.some((seat) => segmentOf(voice, seat, segment) !== undefined);
  return recording?.id === id && seats.some((seat) => isOwnSegment(recording, seat, segment));
}

/** The browser that recorded this segment has handed over all it had: nobody has more of it. Not for who may not bring it. */
export function noMore(hall: Hall, by: Bringer, id: string, segment: number): void {
  if (!isTheirs(hall, seatsOf(hall, by), id, segment)) return;
  hall.shelf.settleSegment(id, segment);
  if (!hall.shelf.complete(id)) return;
  const { recording, clearAt } = hall.store.life();
  if (recording?.id === id && recording.phase === 'stopping') finish(hall);
  if (clearAt !== null) planClearing(hall);
}

/** A piece has come. Once everything announced is there after the end, the file is made at once. */
export function land(hall: Hall, fragment: LandedFragment): { savedMs: number } | { refused: FragmentRefusal } {
  const voice = voiceOf(hall, fragment.recording);
  if (voice && hall.shelf.bytes(voice.id) + fragment.bytes > bytesMax(voice)) return { refused: 'storage_full' };
  let added = add(hall, fragment);
  if (isOver(added) && reopen(hall, fragment.recording)) added = add(hall, fragment);
  // While a track's file is being made its plan stands.
  if (isOver(added) && voice?.done === false && awaitsLate(hall, voice.id)) return { refused: 'storage_full' };
  if ('refused' in added) return added;
  planMoving(hall);
  if (voice) return added;
  const { savedMs } = added;
  const { recording, savedTold } = hall.store.life();
  // The head alone is nothing to go on with.
  if (recording?.next?.segment === fragment.segment && fragment.number > 0) promoteNext(hall, recording);
  if (recording?.phase === 'stopping' && hall.shelf.complete(recording.id)) finish(hall);
  showRecording(hall);
  const now = hall.now();
  if (savedMs > savedTold.ms && now - savedTold.at >= TELL_SAVED_EVERY) {
    hall.store.live({ savedTold: { at: now, ms: savedMs } });
    hall.sockets.tellInside({ t: 'recording', recording: shownRecording(hall) });
  }
  return { savedMs };
}

const isOver = (added: { savedMs: number } | { refused: FragmentRefusal }): boolean =>
  'refused' in added && added.refused === 'recording_over';

const bytesMax = ({ segments }: Voice): number =>
  segments.some(({ camera }) => camera) ? CAMERA_MAX_BYTES : VOICE_MAX_BYTES;

const REFUSALS: readonly string[] = [
  'recording_over',
  'conflict',
  'not_found',
  'storage_full',
] satisfies FragmentRefusal[];
const isRefusal = (code: string): code is FragmentRefusal => REFUSALS.includes(code);

function add(hall: Hall, fragment: LandedFragment): { savedMs: number } | { refused: FragmentRefusal } {
  try {
    return hall.shelf.add(fragment, hall.now());
  } catch (error) {
    if (error instanceof AppError && isRefusal(error.code)) return { refused: error.code };
    throw error;
  }
}
