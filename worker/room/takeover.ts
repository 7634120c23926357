import type { TicketClaims } from './facts.ts';
import type { Hall } from './hall.ts';
import { leaveLobby } from './lobby.ts';
import { goOut } from './people.ts';
import { isInside, isSamePerson } from './presence.ts';
import type { SeatRecord } from './seat-record.ts';
import { attachmentOf, dismiss } from './sockets.ts';

type Whose = Pick<TicketClaims, 'seat' | 'role'>;

/** Is this another seat of the same Participant: their personal link, opened on another device? */
const isTwin = (one: Whose, other: Whose): boolean => one.seat !== other.seat && isSamePerson(one, other);

/** The Participant's seats on other devices; nobody else has any. */
export const twinsOf = (hall: Hall, claims: Whose): SeatRecord[] =>
  hall.store.seats().filter((other) => isTwin(claims, other));

/** The newest device has the Participant's place: the others are told so and are out, who is only away too. */
export function takeOver(hall: Hall, claims: Whose): void {
  for (const socket of hall.sockets.all()) {
    const { claims: other, at } = attachmentOf(socket);
    // Who only looks at the door there may still move back by 'Join'.
    if (at !== 'door' && isTwin(claims, other)) dismiss(socket, 'replaced');
  }
  for (const { seat } of twinsOf(hall, claims)) {
    leaveLobby(hall, seat);
    goOut(hall, seat, 'replaced');
  }
}

/** Was this page's place taken by another device while its line was down? Then it does not take it back by itself. */
export function isTakenOver(hall: Hall, claims: Whose): boolean {
  const own = hall.store.seat(claims.seat);
  return !(own && isInside(own)) && twinsOf(hall, claims).some(isInside);
}
