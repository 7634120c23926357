import { AppError } from '../../wire/errors.ts';
import { TICKET_LIFE_SECONDS } from '../../wire/limits.ts';
import { CLOSE, ROOM_PROTOCOL } from '../../wire/room.ts';
import { planRoom } from '../domain/rooms.ts';
import { verifyTicket } from '../lib/tokens.ts';
import type { TicketClaims } from './facts.ts';
import type { Hall } from './hall.ts';
import { leaveLobby } from './lobby.ts';
import { whyShutOut } from './removal.ts';
import { attachmentOf, attachNew, dismiss, sendError } from './sockets.ts';
import { tellDoor } from './tell-doors.ts';

/** A socket for whoever has a good ticket: at the door, invisible to the others. */
export async function openDoor(
  hall: Hall,
  accept: (socket: WebSocket, seat: string) => void,
  request: Request,
): Promise<Response> {
  const [protocol, ticket] = (request.headers.get('sec-websocket-protocol') ?? '')
    .split(',')
    .map((part) => part.trim());
  if (request.headers.get('upgrade')?.toLowerCase() !== 'websocket' || protocol !== ROOM_PROTOCOL) {
    return new Response('A WebSocket of the Room is opened here.', { status: 426, headers: { upgrade: 'websocket' } });
  }
  const { 0: client, 1: server } = new WebSocketPair();
  const claims = await admit(hall, ticket ?? '');
  if (claims === null) {
    server.accept();
    sendError(server, 'ticket_bad');
    server.close(CLOSE.ticket, 'ticket_bad');
  } else {
    for (const older of hall.sockets.of(claims.seat).filter((socket) => attachmentOf(socket).at === 'door'))
      dismiss(older, 'replaced');
    accept(server, claims.seat);
    attachNew(server, { claims, at: 'door', garbage: 0 });
    const shutOut = whyShutOut(hall, claims);
    if (claims.role === 'participant' && hall.facts().participantDeleted) dismiss(server, 'over');
    else if (isLinkDead(hall, claims)) dismiss(server, 'link_regenerated');
    else if (shutOut) dismiss(server, shutOut);
    else tellDoor(hall, server);
  }
  return new Response(null, { status: 101, webSocket: client, headers: { 'sec-websocket-protocol': ROOM_PROTOCOL } });
}

/** Whose ticket it is, when it is good, for this Session, and not used before. */
async function admit(hall: Hall, ticket: string): Promise<TicketClaims | null> {
  const now = hall.now();
  try {
    const claims = await verifyTicket(hall.env.TICKET_KEYS, ticket, now);
    await learnFacts(hall);
    if (claims.session !== hall.store.facts()?.sessionId) return null;
    // Twice its life: clocks of the ticket's maker and ours may differ a little.
    const until = now + 2 * TICKET_LIFE_SECONDS * 1_000;
    return hall.store.spendTicket(claims.jti, until, now) ? claims : null;
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

/** A Room that was never told of its Session asks D1 itself. */
export async function learnFacts(hall: Hall): Promise<void> {
  if (hall.store.facts() === null) await planRoom(hall.domain(hall.now()), hall.sessionId);
}

/** A Guest of an older link, who was not told to stay. A newer one than we know of: the route knew first. */
export function isLinkDead(hall: Hall, { role, linkVersion, seat }: TicketClaims): boolean {
  if (role !== 'guest' || hall.store.life().kept.includes(seat)) return false;
  return linkVersion < hall.facts().guestLinkVersion;
}

/** The Guest link is another one now. Returns the seats that stay. */
export function regenerateGuestLink(
  hall: Hall,
  version: number,
  keepGuests: boolean,
  goOut: (seat: string) => void,
): string[] {
  hall.store.setFacts({ ...hall.facts(), guestLinkVersion: version });
  const guests = hall.store.seats().filter((record) => record.role === 'guest' && record.cameAt !== null);
  const kept = keepGuests ? guests.map((record) => record.seat) : [];
  hall.store.live({ kept });
  for (const socket of hall.sockets.all()) {
    const { claims } = attachmentOf(socket);
    if (!isLinkDead(hall, claims)) continue;
    dismiss(socket, 'link_regenerated');
    leaveLobby(hall, claims.seat);
  }
  for (const guest of guests) if (!kept.includes(guest.seat)) goOut(guest.seat);
  return kept;
}
