import { AppError } from '../../wire/errors.ts';
import type { ClientMessage, Said } from '../../wire/room.ts';
import { toIso } from '../lib/clock.ts';
import { say } from './chat.ts';
import { setQuality, setSaveData } from './connection.ts';
import { endForAll, releaseKeeper } from './ending.ts';
import { enter, recordOf } from './entering.ts';
import type { TicketClaims } from './facts.ts';
import { stilled } from './follows.ts';
import type { Hall } from './hall.ts';
import { renewPlace } from './kit/place.ts';
import { turnedOn } from './kit/stopping.ts';
import { answer, flowing, layer, publish, settleFollows, silent, warm } from './negotiation.ts';
import { note, unnote } from './notes.ts';
import { admit, hold, lock, setGuestsWait } from './lobby.ts';
import { goOut } from './people.ts';
import { deltaOf } from './presence.ts';
import { directRecording, recorded, recordFailed, showRecording } from './recording.ts';
import { controlRecording, letRecord } from './recording-control.ts';
import { allow, deny, remove } from './removal.ts';
import { mayShow, publishable, refusal } from './roles.ts';
import { sharerBeside } from './sharing.ts';
import { attachmentOf, dismiss, isPresent, send } from './sockets.ts';
import { isVoice, setCanVoice } from './voices.ts';
import { stop } from './stopping.ts';

/** Does what a message asks. Throws AppError, with nothing changed, when it may not be. */
export async function obey(hall: Hall, socket: WebSocket, message: ClientMessage): Promise<void> {
  const { claims, at } = attachmentOf(socket);
  const { seat, role } = claims;
  const isLastWord = at === 'handing_over' && (message.t === 'recorded' || message.t === 'record_failed');
  const refused = refusal(message.t, role, isPresent(socket) || isLastWord);
  if (refused) throw new AppError(refused);
  switch (message.t) {
    case 'warm':
      recordOf(hall, claims);
      return warm(hall, socket, seat, message.offer);
    case 'enter':
      if (isPresent(socket)) throw new AppError('message_bad', { message: 'You are in the room already.' });
      return enter(hall, socket, message);
    case 'publish':
      checkPublication(hall, claims, message);
      return publish(hall, socket, seat, message);
    case 'flowing':
      return flowing(hall, seat, message.mids);
    case 'answer':
      return answer(hall, socket, seat, message.answer);
    case 'silent':
      return silent(hall, seat, message.mids);
    case 'layer':
      return layer(hall, socket, seat, message);
    case 'kit':
      return renewPlace(hall, socket, seat);
    case 'state':
      return setState(hall, seat, message);
    case 'quality':
      return setQuality(hall, seat, message.q);
    case 'save_data':
      return setSaveData(hall, seat, message.on);
    case 'chat':
      return say(hall, socket, message);
    case 'note':
      return note(hall, socket, message);
    case 'unnote':
      return unnote(hall, socket, message.id);
    case 'recording':
      return controlRecording(hall, hall.store.seat(seat)?.name ?? claims.name, message.do);
    case 'let_record':
      return letRecord(hall, recordOf(hall, claims), message.n);
    case 'recorded':
      recorded(hall, seat, message);
      return isVoice(hall, message.recording) ? undefined : releaseKeeper(hall);
    case 'record_failed':
      recordFailed(hall, seat, message.recording, message.segment);
      return isVoice(hall, message.recording) ? undefined : releaseKeeper(hall);
    case 'voice':
      setCanVoice(hall, seat, message);
      return directRecording(hall);
    case 'time':
      return send(socket, { t: 'time', now: toIso(hall.now()) });
    case 'leave':
      dismiss(socket, 'left');
      return goOut(hall, seat, 'left');
    case 'stop':
      return stop(hall, recordOf(hall, claims), message);
    case 'remove':
      return remove(hall, recordOf(hall, claims), message);
    case 'allow':
      return allow(hall, recordOf(hall, claims), message);
    case 'lock':
      return lock(hall, recordOf(hall, claims), message);
    case 'guests_wait':
      return setGuestsWait(hall, recordOf(hall, claims), message);
    case 'admit':
      return admit(hall, recordOf(hall, claims), message);
    case 'deny':
      return deny(hall, recordOf(hall, claims), message);
    case 'hold':
      return hold(hall, recordOf(hall, claims), message);
    case 'end':
      return endForAll(hall, hall.store.seat(seat)?.name ?? claims.name);
    default:
      return message satisfies never;
  }
}

/** A shared screen and its sound come and go together. */
const SHARED = ['screen', 'screen_audio'] as const;

function checkPublication(hall: Hall, { seat, role }: TicketClaims, { tracks, close }: Said<'publish'>): void {
  const kinds = publishable(role, hall.facts().guestPolicy);
  if (tracks.some((track) => !kinds.includes(track.kind))) throw new AppError('not_allowed');
  if (tracks.some((track) => track.kind === 'screen') && sharerBeside(hall, seat)) throw new AppError('share_taken');
  const isNothing = tracks.length + close.length === 0;
  const mids = new Set(tracks.map((track) => track.mid));
  if (isNothing || mids.size < tracks.length) throw new AppError('message_bad');
}

function setState(hall: Hall, seat: string, message: Said<'state'>): void {
  const record = hall.store.seat(seat);
  if (!record) return;
  if (!mayShow(record.role, hall.facts().guestPolicy, message)) throw new AppError('not_allowed');
  const delta = deltaOf(record, message);
  if (!delta) return;
  if (delta.screen && sharerBeside(hall, seat)) throw new AppError('share_taken');
  const { mic, cam, screen, hand } = { ...record, ...delta };
  // No longer shared: free for the next one, also before the track itself has ended.
  const media = delta.screen === false && record.media ? stilled(record.media, SHARED) : record.media;
  // Told before it is written: what is said after a write waits for the disk, and nobody needs a hand that survives a crash.
  hall.sockets.tellInside({ t: 'set', n: record.n, ...delta });
  hall.store.saveSeat({ ...turnedOn(record, delta), mic, cam, screen, hand, media });
  if (delta.cam) showRecording(hall);
  if (media !== record.media) settleFollows(hall);
}
