import { AppError } from '../../wire/errors.ts';
import type { Said } from '../../wire/room.ts';
import type { TicketClaims } from './facts.ts';
import type { Hall } from './hall.ts';
import { guestsWait, noteHosted, personInside, tellHosts } from './hosting.ts';
import type { Removed } from './life.ts';
import { waitingByNumber } from './lobby.ts';
import { goOut } from './people.ts';
import { isInside, isSamePerson } from './presence.ts';
import type { SeatRecord } from './seat-record.ts';
import { attachmentOf, dismiss } from './sockets.ts';

/** Why a seat may not come in (again), or null: by itself, or by its person (PRODUCT.md, Host controls). */
export function whyShutOut(hall: Hall, { seat, person }: Pick<TicketClaims, 'seat' | 'person'>): Removed['how'] | null {
  const { removed } = hall.store.life();
  return removed.find((one) => one.seat === seat || (one.person !== null && one.person === person))?.how ?? null;
}

/**
 * 'Remove'. Out at once, and no tab, seat or link of theirs comes back in until allowed. A Guest could come by the shared link as
 * somebody new, so new Guests wait from then on. AppError `person_gone`; `not_allowed` for a Researcher.
 */
export function remove(hall: Hall, by: SeatRecord, { n }: Said<'remove'>): void {
  const record = personInside(hall, n);
  if (record.role === 'researcher') {
    throw new AppError('not_allowed', { message: 'A Researcher cannot be removed from the room.' });
  }
  const mustGuestsWait = record.role === 'guest' && !guestsWait(hall);
  if (mustGuestsWait) hall.store.live({ guestsWait: true });
  noteHosted(hall, by, 'removed', [record]);
  if (mustGuestsWait) noteHosted(hall, by, 'guests_wait');
  shutOut(hall, by, record, 'removed');
}

/** 'Deny': somebody who waits is not let in. AppError `person_gone`. */
export function deny(hall: Hall, by: SeatRecord, { n }: Said<'deny'>): void {
  const record = waitingByNumber(hall, n);
  noteHosted(hall, by, 'denied', [record]);
  shutOut(hall, by, record, 'denied');
}

/** A Participant's other seats are theirs, too. */
function shutOut(hall: Hall, by: SeatRecord, { seat, n, name, role }: SeatRecord, how: Removed['how']): void {
  const person = role === 'participant' ? hall.facts().participantId : null;
  hall.store.live({ removed: [...hall.store.life().removed, { seat, person, n, name, role, how }] });
  for (const socket of hall.sockets.all()) {
    if (whyShutOut(hall, attachmentOf(socket).claims) !== null) dismiss(socket, how, by.name);
  }
  for (const one of seatsOf(hall, { seat, role })) {
    hall.store.saveSeat({ ...one, admitted: false, waiting: null });
    if (isInside(one)) goOut(hall, one.seat, how);
  }
  tellHosts(hall);
}

const seatsOf = (hall: Hall, whose: Pick<SeatRecord, 'seat' | 'role'>) =>
  hall.store.seats().filter((one) => isSamePerson(whose, one));

/** 'Allow again': they may come back, without waiting. AppError `person_gone` when nobody of that number is shut out. */
export function allow(hall: Hall, by: SeatRecord, { n }: Said<'allow'>): void {
  const { removed } = hall.store.life();
  const allowed = removed.find((one) => one.n === n);
  if (!allowed) throw new AppError('person_gone');
  hall.store.live({ removed: removed.filter((one) => one !== allowed) });
  for (const one of seatsOf(hall, allowed)) hall.store.saveSeat({ ...one, admitted: true });
  noteHosted(hall, by, 'allowed_again', [allowed]);
  tellHosts(hall);
}
