import { ERRORS, type AppError, type ErrorCode } from '../../wire/errors.ts';
import { CLOSE, type GoneWhy, type RoomMessage } from '../../wire/room.ts';
import type { Role } from '../../wire/words.ts';
import type { TicketClaims } from './facts.ts';

/** What a socket carries through hibernation. */
export interface Attachment {
  claims: TicketClaims;
  /** 'waiting': asked to come in, waits to be let in. 'entering': let in, but nothing may come before its `welcome`. 'handing_over': out, but its recorder's last word is awaited. */
  at: 'door' | 'waiting' | 'entering' | 'in' | 'handing_over' | 'gone';
  /** Messages it sent that were none. */
  garbage: number;
}

/** Read once: every look at a socket asks for its attachment. After an eviction the runtime hands out new sockets. */
const known = new WeakMap<WebSocket, Attachment>();

export function attachmentOf(socket: WebSocket): Attachment {
  const attachment = known.get(socket) ?? (socket.deserializeAttachment() as Attachment);
  known.set(socket, attachment);
  return attachment;
}

export const attach = (socket: WebSocket, change: Partial<Attachment>): void =>
  attachNew(socket, { ...attachmentOf(socket), ...change });

/** The first attachment of a socket just accepted. */
export function attachNew(socket: WebSocket, attachment: Attachment): void {
  known.set(socket, attachment);
  socket.serializeAttachment(attachment);
}

/** The Room's sockets, by where they are. They live in the runtime, also while the Room does not. */
export interface Sockets {
  door(): WebSocket[];
  inside(): WebSocket[];
  entering(): WebSocket[];
  handingOver(): WebSocket[];
  all(): WebSocket[];
  /** All living sockets of a seat. */
  of(seat: string): WebSocket[];
  /** The one with which a seat is in the room. */
  inOf(seat: string): WebSocket | undefined;
  /** When it last pinged, UTC ms; null: it never did. The runtime answers pings without us. */
  pingedAt(socket: WebSocket): number | null;
  /** Sends to a seat that is in; nothing happens while it is away. */
  tell(seat: string, message: RoomMessage): void;
  /** The same text to all who are in, but one. */
  tellInside(message: RoomMessage, exceptSeat?: string): void;
  /** To those who are in and have one of these roles, by what their sockets' tickets say. */
  tellRoles(roles: readonly Role[], message: RoomMessage): void;
}

export function createSockets(ctx: DurableObjectState): Sockets {
  const living = (tag?: string) => ctx.getWebSockets(tag).filter((socket) => attachmentOf(socket).at !== 'gone');
  const at = (where: Attachment['at']) => living().filter((socket) => attachmentOf(socket).at === where);
  const inOf = (seat: string) => living(seat).find((socket) => attachmentOf(socket).at === 'in');
  return {
    door: () => at('door'),
    inside: () => at('in'),
    entering: () => at('entering'),
    handingOver: () => at('handing_over'),
    all: () => living(),
    of: (seat) => living(seat),
    inOf,
    pingedAt: (socket) => ctx.getWebSocketAutoResponseTimestamp(socket)?.getTime() ?? null,
    tell(seat, message) {
      const socket = inOf(seat);
      if (socket) send(socket, message);
    },
    tellInside(message, exceptSeat) {
      const text = JSON.stringify(message);
      for (const socket of at('in')) if (attachmentOf(socket).claims.seat !== exceptSeat) sendText(socket, text);
    },
    tellRoles(roles, message) {
      const text = JSON.stringify(message);
      for (const socket of at('in')) if (roles.includes(attachmentOf(socket).claims.role)) sendText(socket, text);
    },
  };
}

/** In the room, or about to be welcomed. */
export const isPresent = (socket: WebSocket): boolean => ['entering', 'in'].includes(attachmentOf(socket).at);

export const send = (socket: WebSocket, message: RoomMessage): void => sendText(socket, JSON.stringify(message));

function sendText(socket: WebSocket, text: string): void {
  // A socket that has just closed throws; its close event is on its way and is handled there.
  if (socket.readyState === WebSocket.OPEN) socket.send(text);
}

/** The last word on a socket. Its close is then nobody's loss. */
export function dismiss(socket: WebSocket, why: GoneWhy, by?: string): void {
  if (attachmentOf(socket).at === 'gone') return;
  attach(socket, { at: 'gone' });
  send(socket, { t: 'gone', why, ...(by === undefined ? {} : { by }) });
  socket.close(CLOSE.gone, why);
}

/** `re`, `id`: kind and id of the refused message. */
export function sendError(socket: WebSocket, error: AppError | ErrorCode, re?: string, id?: string): void {
  const { code, message } =
    typeof error === 'string'
      ? { code: error, message: ERRORS[error][1] }
      : { code: error.code, message: error.message };
  send(socket, { t: 'error', code, message, ...(re === undefined ? {} : { re }), ...(id === undefined ? {} : { id }) });
}
