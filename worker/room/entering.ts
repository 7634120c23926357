import { AppError } from '../../wire/errors.ts';
import type { RoomMessage, Said } from '../../wire/room.ts';
import { doorState } from '../domain/session-status.ts';
import { giveChats } from './chat.ts';
import { seatsMax } from '../env.ts';
import type { KitService } from '../media/kit-port.ts';
import type { TicketClaims } from './facts.ts';
import type { Hall } from './hall.ts';
import { greetHost } from './hosting.ts';
import { kitOf, sayPlace, takePlace } from './kit/place.ts';
import { mustWait, wait } from './lobby.ts';
import {
  expected,
  followNow,
  giveUpOffer,
  publishNow,
  sayFollows,
  sayPublished,
  settleFollows,
  takeWarmed,
} from './negotiation.ts';
import { giveNotes } from './notes.ts';
import { cameIn } from './people.ts';
import { cleanName, isInside, newRecord, nextNumber, toPerson } from './presence.ts';
import { directRecording, greetRecorder, shownRecording } from './recording.ts';
import { mayShow, publishable } from './roles.ts';
import type { SeatRecord } from './seat-record.ts';
import { sharerBeside } from './sharing.ts';
import { attach, attachmentOf, dismiss, send, sendError } from './sockets.ts';
import { sayStopped, unheardStops } from './stopping.ts';
import { tellDoors } from './tell-doors.ts';
import { isTakenOver, takeOver, twinsOf } from './takeover.ts';

type Welcome = Extract<RoomMessage, { t: 'welcome' }>;

/** 'Join' is answered after this at the latest; media that takes longer follows as `published` and `follow`. ms */
const WELCOME_WITHIN = 1_000;

/** The seat's record; made on its first message. */
export function recordOf(hall: Hall, claims: TicketClaims): SeatRecord {
  return hall.store.seat(claims.seat) ?? hall.store.saveSeat(newRecord(claims, nextNumber(hall.store.seats())));
}

/** From the door into the room, or back into a seat that was lost. Throws AppError, with nothing changed, when it may not be. */
export async function enter(hall: Hall, socket: WebSocket, message: Said<'enter'>): Promise<void> {
  const { claims } = attachmentOf(socket);
  if (message.again && isTakenOver(hall, claims)) return dismiss(socket, 'replaced');
  const entry = admission(hall, claims, message);
  const before = recordOf(hall, claims);
  if (mustWait(hall, claims)) {
    takeOver(hall, claims);
    return wait(hall, socket, { ...before, ...entry });
  }
  const wasInside = isInside(before);
  for (const other of hall.sockets.of(claims.seat)) if (other !== socket) dismiss(other, 'replaced');
  attach(socket, { at: 'entering' });
  const unheard = wasInside && message.again ? unheardStops(before, message) : [];
  const isOff = (kind: 'mic' | 'cam') => unheard.some((stopped) => stopped.kind === kind);
  const [mic, cam] = [message.mic && !isOff('mic'), message.cam && !isOff('cam')];
  // 'Audio first' is the page's to know: another page of the same person begins without it.
  const saveData = message.again && before.saveData;
  const { canRecord } = message;
  const canVoice = (message.again && before.canVoice) || null;
  const canCamera = message.again && before.canCamera === true;
  const able = { canRecord, canVoice, canCamera };
  const record = hall.store.saveSeat({ ...before, ...entry, mic, cam, saveData, awaySince: null, ...able });
  if (wasInside) hall.sockets.tellInside({ t: 'set', ...toPerson(record) }, record.seat);
  else cameIn(hall, record, message.consent);
  // Only now: the Participant has not been gone for a moment, for the recording either.
  takeOver(hall, claims);
  const isSamePage = wasInside && message.again;
  takeWarmed(hall, record.seat);
  // A follow offered to the lost socket will not be answered on this one.
  giveUpOffer(hall, record.seat);
  const kit = kitOf(hall);
  await welcome(hall, socket, record.seat, async () => {
    if (!kit) return trackMedia(hall, socket, record.seat, message.publish);
    return isSamePage && record.kit ? { part: {}, say: () => undefined } : kitMedia(hall, kit, socket, record.seat);
  });
  for (const stopped of unheard) sayStopped(hall, record.seat, stopped);
  if (message.publish?.tracks.some((track) => track.kind === 'screen')) giveWay(hall, record.seat);
  greetRecorder(hall, record.seat);
  directRecording(hall, isSamePage ? undefined : record.seat);
}

/** Somebody else shares by now: who comes back with a screen of theirs has to begin anew. */
function giveWay(hall: Hall, seat: string): void {
  const sharer = sharerBeside(hall, seat);
  if (sharer) sayStopped(hall, seat, { kind: 'screen', by: sharer.name });
}

/** May they, and as whom. */
function admission(hall: Hall, claims: TicketClaims, message: Said<'enter'>): { name: string } {
  const facts = hall.facts();
  const { shutAt, consented } = hall.store.life();
  const door = shutAt === null ? doorState(facts, hall.now()) : 'over';
  if (door === 'early') throw new AppError('room_not_open');
  if (door !== 'open') throw new AppError('room_over');
  const { role } = claims;
  const known = hall.store.seat(claims.seat);
  const isBack = known !== undefined && isInside(known);
  const kinds = publishable(role, facts.guestPolicy);
  const isForged = message.publish?.tracks.some((track) => !kinds.includes(track.kind)) ?? false;
  if (isForged || !mayShow(role, facts.guestPolicy, message)) throw new AppError('not_allowed');
  if (role === 'participant' && !isBack && facts.recordingPolicy !== 'off') {
    const agreed = message.consent?.version ?? consented;
    if (agreed === null) throw new AppError('consent_needed');
    if (agreed !== facts.consent.version) throw new AppError('consent_changed');
  }
  const others = hall.store.seats().filter(isInside).length - twinsOf(hall, claims).filter(isInside).length;
  if (!isBack && others >= seatsMax(hall.env)) throw new AppError('room_full');
  const given = role === 'guest' ? (message.name ?? known?.name ?? claims.name) : claims.name;
  const name = cleanName(given);
  if (name === null) throw new AppError('name_needed');
  return { name };
}

/** The one answer to 'Join': who is here, and the media negotiation when the service is quick enough. */
async function welcome(
  hall: Hall,
  socket: WebSocket,
  seat: string,
  negotiate: () => Promise<Negotiated>,
): Promise<void> {
  const slow = Promise.withResolvers<null>();
  const timer = setTimeout(slow.resolve, WELCOME_WITHIN, null);
  const negotiated = hall.queues.run(seat, async () => {
    const { part, say } = await negotiate();
    const isFirst = attachmentOf(socket).at === 'entering';
    if (isFirst) sayWelcome(hall, socket, seat, part);
    say(isFirst);
  });
  await Promise.race([negotiated, slow.promise]);
  clearTimeout(timer);
  if (attachmentOf(socket).at === 'entering') sayWelcome(hall, socket, seat);
  await negotiated;
  settleFollows(hall);
  tellDoors(hall);
}

/** What goes along with a `welcome` that is still to be said; and what is said after it. */
interface Negotiated {
  part: Pick<Welcome, 'publish' | 'follow' | 'kit'>;
  say: (isFirst: boolean) => void;
}

async function trackMedia(
  hall: Hall,
  socket: WebSocket,
  seat: string,
  publication: Said<'enter'>['publish'],
): Promise<Negotiated> {
  const { answer, ...trouble } = publication ? await publishNow(hall, seat, publication) : {};
  const follows = await followNow(hall, seat);
  return {
    part: {
      ...(answer === undefined ? {} : { publish: { answer } }),
      ...(follows.follow ? { follow: follows.follow } : {}),
    },
    say(isFirst) {
      sayPublished(socket, isFirst || answer === undefined ? trouble : { answer });
      sayFollows(hall, seat, { ...follows, follow: isFirst ? null : follows.follow });
    },
  };
}

/** A page that was in before has its place still. */
async function kitMedia(hall: Hall, kit: KitService, socket: WebSocket, seat: string): Promise<Negotiated> {
  try {
    const place = await takePlace(hall, kit, seat);
    return { part: place ? { kit: place } : {}, say: (isFirst) => !isFirst && place && sayPlace(socket, place) };
  } catch (error) {
    const fault = expected(error);
    return { part: {}, say: () => sendError(socket, fault, 'kit') };
  }
}

function sayWelcome(hall: Hall, socket: WebSocket, seat: string, media: Negotiated['part'] = {}): void {
  attach(socket, { at: 'in' });
  const has = hall.store.seat(seat)?.media;
  send(socket, { ...welcomeOf(hall, seat), ...media, ...(has ? {} : { media: false }) });
  greetHost(hall, socket, seat);
  giveChats(hall, socket);
  giveNotes(hall, socket);
  if (has?.lost) send(socket, { t: 'rewarm' });
}

/** After an eviction: those who were being welcomed are welcomed, and make their transport anew. */
export function resumeEntering(hall: Hall): void {
  for (const socket of hall.sockets.entering()) {
    sayWelcome(hall, socket, attachmentOf(socket).claims.seat);
    send(socket, { t: 'rewarm' });
  }
}

function welcomeOf(hall: Hall, seat: string): Welcome {
  const { startsAt, endsAt } = hall.facts();
  const inside = hall.store.seats().filter(isInside);
  return {
    t: 'welcome',
    n: hall.store.seat(seat)?.n ?? 0,
    people: inside.map(toPerson),
    recording: shownRecording(hall),
    startsAt: new Date(startsAt).toISOString(),
    endsAt: new Date(endsAt).toISOString(),
    now: new Date(hall.now()).toISOString(),
  };
}
