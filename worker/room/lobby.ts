import { AppError } from '../../wire/errors.ts';
import type { Said } from '../../wire/room.ts';
import { seatsMax } from '../env.ts';
import type { TicketClaims } from './facts.ts';
import type { Hall } from './hall.ts';
import { guestsWait, noteHosted, tellHosts, waitingOnes } from './hosting.ts';
import { isInside, isSamePerson } from './presence.ts';
import type { SeatRecord } from './seat-record.ts';
import { attach, attachmentOf, dismiss, send } from './sockets.ts';

/**
 * Must somebody who asks to come in wait first (PRODUCT.md, Joining and In the room)? Researchers never; nobody who has been in or
 * was let in before, the Participant by any of their seats; otherwise everybody while it is locked, Guests while they wait.
 */
export function mustWait(hall: Hall, claims: Pick<TicketClaims, 'role' | 'seat'>): boolean {
  const { role } = claims;
  if (role === 'researcher') return false;
  const mayCome = (one: SeatRecord) => one.admitted || isInside(one);
  if (hall.store.seats().some((one) => isSamePerson(claims, one) && mayCome(one))) return false;
  return hall.store.life().locked || (role === 'guest' && guestsWait(hall));
}

/** Asked to come in: waits from now on, invisible to all but Researchers. While they wait they hear no `door`. */
export function wait(hall: Hall, socket: WebSocket, record: SeatRecord): void {
  for (const other of hall.sockets.of(record.seat)) if (other !== socket) dismiss(other, 'replaced');
  const waiting = record.waiting ?? { since: hall.now(), held: null };
  const waits = hall.store.saveSeat({ ...record, waiting });
  attach(socket, { at: 'waiting' });
  sayWaiting(hall, waits);
  tellHosts(hall);
}

function sayWaiting(hall: Hall, { seat, waiting }: SeatRecord): void {
  const why = hall.store.life().locked ? 'locked' : 'policy';
  for (const socket of waitingSockets(hall, seat)) send(socket, { t: 'waiting', why, held: waiting?.held ?? null });
}

const waitingSockets = (hall: Hall, seat: string) =>
  hall.sockets.of(seat).filter((socket) => attachmentOf(socket).at === 'waiting');

/** 'Admit', one or all. AppError `person_gone`; `room_full`, with nobody let in, when not all of them would find a place. */
export function admit(hall: Hall, by: SeatRecord, { n }: Said<'admit'>): void {
  const chosen = n === null ? waitingOnes(hall) : [waitingByNumber(hall, n)];
  if (chosen.length === 0) return;
  const inside = hall.store.seats().filter(isInside).length;
  if (inside + chosen.length > seatsMax(hall.env)) throw new AppError('room_full');
  for (const record of chosen) letThrough(hall, record);
  noteHosted(hall, by, 'admitted', chosen);
  tellHosts(hall);
}

/** Back at the door, from where they come in by saying `enter` again. */
function letThrough(hall: Hall, record: SeatRecord): void {
  hall.store.saveSeat({ ...record, admitted: true, waiting: null });
  for (const socket of waitingSockets(hall, record.seat)) {
    attach(socket, { at: 'door' });
    send(socket, { t: 'admitted' });
  }
}

/** Not yet, with a word. AppError `person_gone`. */
export function hold(hall: Hall, by: SeatRecord, { n, text }: Said<'hold'>): void {
  const record = waitingByNumber(hall, n);
  const since = record.waiting?.since ?? hall.now();
  sayWaiting(hall, hall.store.saveSeat({ ...record, waiting: { since, held: { text, by: by.name } } }));
  tellHosts(hall);
}

/** Who of those who wait is meant. AppError `person_gone`. */
export function waitingByNumber(hall: Hall, n: number): SeatRecord {
  const record = waitingOnes(hall).find((one) => one.n === n);
  if (!record) throw new AppError('person_gone');
  return record;
}

/** 'Lock the room', or unlock it. */
export function lock(hall: Hall, by: SeatRecord, { on }: Said<'lock'>): void {
  if (hall.store.life().locked === on) return;
  hall.store.live({ locked: on });
  noteHosted(hall, by, on ? 'room_locked' : 'room_unlocked');
  reconsiderWaiting(hall);
}

/** New Guests wait from now on, or no more, whatever the Study's guest policy says. */
export function setGuestsWait(hall: Hall, by: SeatRecord, { on }: Said<'guests_wait'>): void {
  if (guestsWait(hall) === on) return;
  hall.store.live({ guestsWait: on });
  noteHosted(hall, by, on ? 'guests_wait' : 'guests_enter');
  reconsiderWaiting(hall);
}

/** The rules have changed: whoever need not wait any more is let through. */
export function reconsiderWaiting(hall: Hall): void {
  for (const record of waitingOnes(hall)) if (!mustWait(hall, record)) letThrough(hall, record);
  tellHosts(hall);
}

/** Gone from the lobby: their socket is lost, or their link dead. Coming back, they ask again. */
export function leaveLobby(hall: Hall, seat: string): void {
  const record = hall.store.seat(seat);
  if (!record?.waiting) return;
  hall.store.saveSeat({ ...record, waiting: null });
  tellHosts(hall);
}

/** The room is not open (any more): nobody waits for it; who did stands at the door. */
export function emptyLobby(hall: Hall): void {
  const waited = waitingOnes(hall);
  for (const record of waited) {
    hall.store.saveSeat({ ...record, waiting: null });
    for (const socket of waitingSockets(hall, record.seat)) attach(socket, { at: 'door' });
  }
  if (waited.length > 0) tellHosts(hall);
}

/** After an eviction: whose socket went while nobody was looking waits no more. */
export function noticeWhoWentWaiting(hall: Hall): void {
  for (const { seat } of waitingOnes(hall)) if (waitingSockets(hall, seat).length === 0) leaveLobby(hall, seat);
}
