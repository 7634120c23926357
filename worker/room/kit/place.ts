import { AppError } from '../../../wire/errors.ts';
import { kitId, type KitPlace } from '../../../wire/kit.ts';
import { randomToken } from '../../lib/random.ts';
import type { KitService } from '../../media/kit-port.ts';
import { presetFor } from '../../media/kit-port.ts';
import type { Hall } from '../hall.ts';
import { isInside } from '../presence.ts';
import type { SeatRecord } from '../seat-record.ts';
import { send, sendError } from '../sockets.ts';
import { addErrands } from './errands.ts';

/** All that concerns the meeting itself is done in this line: it is made once. */
export const MEETING = 'meeting';
/** Enough that no id is used twice in a Session, and short enough to read in a log. Characters. */
const RANDOM_PART = 8;

export function kitOf({ media }: Hall): KitService | null {
  return media.kind === 'kit' ? media.kit : null;
}

/**
 * A new place in the meeting for somebody in the room; one they had before is given up. Runs inside the seat's queue; null when
 * they are out meanwhile. AppError `media_unavailable`, `media_denied`, `media_refused`.
 */
export async function takePlace(hall: Hall, kit: KitService, seat: string): Promise<KitPlace | null> {
  const before = hall.store.seat(seat);
  if (!before || !isInside(before)) return null;
  const { id, token } = await addPerson(hall, kit, before);
  const record = hall.store.seat(seat);
  const isOut = !record || !isInside(record) || hall.store.life().shutAt !== null;
  if (record?.kit) addErrands(hall, { what: 'remove', person: record.kit.person });
  if (isOut) addErrands(hall, { what: 'remove', person: id });
  if (record) hall.store.saveSeat({ ...record, kit: isOut ? null : { person: id, stopped: [] } });
  return isOut ? null : { token, baseUri: kit.baseUri };
}

async function addPerson(
  hall: Hall,
  kit: KitService,
  { name, n, role }: SeatRecord,
): ReturnType<KitService['addPerson']> {
  const customId = kitId(n, randomToken().slice(0, RANDOM_PART));
  const person = { name, customId, preset: presetFor(role, hall.facts().guestPolicy) };
  const meeting = await meetingOf(hall, kit);
  try {
    return await kit.addPerson(meeting, person);
  } catch (error) {
    if (!(error instanceof AppError) || error.detail?.['status'] !== 404) throw error;
    // The service does not know it any more: whoever comes first makes another, the others follow there.
    const { kit: life } = hall.store.life();
    if (life.meeting === meeting) hall.store.live({ kit: { ...life, meeting: null } });
    return kit.addPerson(await meetingOf(hall, kit), person);
  }
}

/** Somebody's client has lost its place, or never had one: a new one. */
export function renewPlace(hall: Hall, socket: WebSocket, seat: string): Promise<void> {
  return hall.queues.run(seat, async () => {
    const kit = kitOf(hall);
    if (!kit) return sendError(socket, 'message_bad', 'kit');
    try {
      const place = await takePlace(hall, kit, seat);
      if (place) sayPlace(socket, place);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      sendError(socket, error, 'kit');
    }
  });
}

export const sayPlace = (socket: WebSocket, place: KitPlace): void => send(socket, { t: 'kit', ...place });

/** They are out: their token opens nothing any more, and the service keeps nobody's name. */
export function giveUpPlace(hall: Hall, seat: string): void {
  const record = hall.store.seat(seat);
  if (!record?.kit) return;
  hall.store.saveSeat({ ...record, kit: null });
  addErrands(hall, { what: 'remove', person: record.kit.person });
}

/** The Session's meeting; made for whoever comes first. */
export async function meetingOf(hall: Hall, kit: KitService): Promise<string> {
  let failed: unknown;
  await hall.queues.run(MEETING, async () => {
    if (hall.store.life().kit.meeting !== null) return;
    try {
      // The Session's id is no secret and names nobody; webhooks bring it back.
      const meeting = await kit.openMeeting(hall.sessionId);
      hall.store.live({ kit: { ...hall.store.life().kit, meeting } });
    } catch (error) {
      failed = error;
    }
  });
  const { meeting } = hall.store.life().kit;
  if (meeting === null) throw failed;
  return meeting;
}
