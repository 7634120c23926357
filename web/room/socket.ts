import { AppError } from '../../wire/errors.ts';
import type { ClientMessageInput, RoomMessage } from '../../wire/room.ts';
import { CLOSE, ROOM_PROTOCOL } from '../../wire/protocol.ts';
import { backoff } from './backoff.ts';

/** A ping this often, ms, and a socket on which nothing was heard for two of them is dead: noticed within 10 s of 30 s seat grace. */
const PING_EVERY = 5_000;
/** Messages that still mean the same on the next socket. Negotiation does not: it is done anew (media/sfu-client.ts). */
const KEPT: ReadonlySet<ClientMessageInput['t']> = new Set([
  ...(['state', 'leave', 'end', 'recorded', 'record_failed'] as const),
  // A host control is meant for a person or for the room, not for the socket it was said on.
  ...(['stop', 'remove', 'allow', 'lock', 'guests_wait', 'admit', 'deny', 'hold', 'recording'] as const),
]);
/** HTTP refusals after which trying again is of no use. */
const FINAL_STATUS: ReadonlySet<number> = new Set([401, 403, 404, 410]);

export interface SocketEvents {
  /** Connected; the Room's `door` message follows. `flush` sends what waited: call it once back in the room. */
  onOpen: (flush: () => void) => void;
  onMessage: (message: RoomMessage) => void;
  /** Lost; it comes back by itself. */
  onAway: () => void;
  /** There is no way back: the seat's ticket is refused for good, or the Room shut the socket. */
  onRefused: (error: AppError) => void;
}

export interface RoomSocket {
  /** Sends now, or keeps what still makes sense after a reconnect. */
  send: (message: ClientMessageInput) => void;
  close: () => void;
}

/** The Room's socket: reconnects with jitter and fresh tickets until `close` or a refusal. `ticket` serves the first connection. */
export function openSocket(
  url: string,
  ticket: string,
  freshTicket: () => Promise<string>,
  events: SocketEvents,
): RoomSocket {
  let socket: WebSocket | null = null;
  let closed = false;
  let attempt = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let waiting: ClientMessageInput[] = [];

  function connect(ticket: string): void {
    const mine = new WebSocket(url, [ROOM_PROTOCOL, ticket]);
    socket = mine;
    let heard = true;
    const pings = setInterval(() => {
      if (!heard) return lost(null);
      heard = false;
      if (mine.readyState === WebSocket.OPEN) mine.send('ping');
    }, PING_EVERY);

    /** Once per socket: a dead network fires `close` only minutes later, so we do not wait for it. */
    function lost(code: number | null): void {
      clearInterval(pings);
      if (socket !== mine) return;
      socket = null;
      mine.close();
      if (closed) return;
      events.onAway();
      if (code === CLOSE.gone) refuse(new AppError('room_over'));
      else again();
    }

    mine.onopen = () => events.onOpen(flush);
    mine.onmessage = ({ data }) => {
      if (socket !== mine) return;
      heard = true;
      attempt = 0;
      if (data !== 'pong') events.onMessage(JSON.parse(data as string) as RoomMessage);
    };
    mine.onclose = ({ code }) => lost(code);
  }

  function again(): void {
    clearTimeout(retry);
    retry = setTimeout(() => void reconnect(), backoff(attempt++));
  }

  async function reconnect(): Promise<void> {
    clearTimeout(retry);
    try {
      const ticket = await freshTicket();
      if (!closed && !socket) connect(ticket);
    } catch (error) {
      if (closed || socket) return;
      if (error instanceof AppError && FINAL_STATUS.has(error.status)) refuse(error);
      else again();
    }
  }

  function refuse(error: AppError): void {
    close();
    events.onRefused(error);
  }

  function flush(): void {
    const kept = waiting;
    waiting = [];
    for (const message of kept) send(message);
  }

  function send(message: ClientMessageInput): void {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
    else if (KEPT.has(message.t)) waiting.push(message);
  }

  function hurry(): void {
    if (!closed && !socket) void reconnect();
  }

  function close(): void {
    closed = true;
    clearTimeout(retry);
    removeEventListener('online', hurry);
    socket?.close(1000);
    socket = null;
  }

  addEventListener('online', hurry);
  connect(ticket);
  return { send, close };
}
