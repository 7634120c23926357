import { AppError } from '../../wire/errors.ts';
import type { ClientMessageInput, RoomMessage } from '../../wire/room.ts';
import { CLOSE, ROOM_PROTOCOL } from '../../wire/protocol.ts';
import { backoff } from './backoff.ts';
import type { Heartbeat } from './heartbeat.ts';
import { keepBeat } from './heartbeat.ts';

/** The first tries to connect are given up after this, ms, later ones after more: what hangs since the network went may never come. */
const CONNECT_WITHIN = 3_000;
const CONNECT_WITHIN_MOST = 10_000;
/** Messages that still mean the same on the next socket. Negotiation does not: it is done anew (media/sfu-client.ts). */
const KEPT: ReadonlySet<ClientMessageInput['t']> = new Set([
  ...(['state', 'leave', 'end', 'recorded', 'record_failed', 'voice'] as const),
  // A host control is meant for a person or for the room, not for the socket it was said on.
  ...(['stop', 'remove', 'allow', 'lock', 'guests_wait', 'admit', 'deny', 'hold', 'recording', 'let_record'] as const),
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
  /** Does the line work right now? A socket that does not answer is replaced. */
  probe: () => Promise<boolean>;
  /** Leaves this connection for a new one: whoever waits to be let in on it waits no more. */
  renew: () => void;
  close: () => void;
}

/** The Room's socket: reconnects with jitter and fresh tickets until `close` or a refusal. `ticket` serves the first connection. */
export function openSocket(
  url: string,
  ticket: string,
  freshTicket: (signal: AbortSignal) => Promise<string>,
  events: SocketEvents,
): RoomSocket {
  let socket: WebSocket | null = null;
  let closed = false;
  let attempt = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let trying: AbortController | null = null;
  let beat: Heartbeat | null = null;
  let waiting: ClientMessageInput[] = [];
  /** Said, and no pong has come since: should the socket be lost, they are said again. All of KEPT may be heard twice. */
  let unsure: ClientMessageInput[] = [];

  function connect(ticket: string): void {
    const mine = new WebSocket(url, [ROOM_PROTOCOL, ticket]);
    socket = mine;
    const opening = setTimeout(() => lost(null), patience());
    /** How many of `unsure` each ping that is under way vouches for. */
    const vouched: number[] = [];
    const ping = () => {
      if (mine.readyState !== WebSocket.OPEN) return;
      mine.send('ping');
      vouched.push(unsure.length - vouched.reduce((sum, count) => sum + count, 0));
    };
    const mineBeats = keepBeat(ping, () => lost(null));
    beat = mineBeats;

    /** Once per socket: a dead network fires `close` only minutes later, so we do not wait for it. */
    function lost(code: number | null): void {
      clearTimeout(opening);
      mineBeats.stop();
      if (socket !== mine) return;
      socket = null;
      mine.close();
      if (closed) return;
      waiting = [...unsure, ...waiting];
      unsure = [];
      events.onAway();
      if (code === CLOSE.gone) refuse(new AppError('room_over'));
      else again();
    }

    mine.onopen = () => {
      clearTimeout(opening);
      events.onOpen(flush);
    };
    mine.onmessage = ({ data }) => {
      if (socket !== mine) return;
      mineBeats.heard();
      attempt = 0;
      if (data === 'pong') unsure.splice(0, vouched.shift() ?? 0);
      else events.onMessage(JSON.parse(data as string) as RoomMessage);
    };
    mine.onclose = ({ code }) => lost(code);
  }

  function patience(): number {
    return Math.min(CONNECT_WITHIN_MOST, CONNECT_WITHIN * 1.5 ** attempt);
  }

  function again(): void {
    clearTimeout(retry);
    retry = setTimeout(() => void reconnect(), backoff(attempt++));
  }

  async function reconnect(): Promise<void> {
    clearTimeout(retry);
    const mine = new AbortController();
    trying?.abort();
    trying = mine;
    const late = setTimeout(() => mine.abort(), patience());
    try {
      const ticket = await freshTicket(mine.signal);
      if (!closed && !socket && trying === mine) connect(ticket);
    } catch (error) {
      if (closed || socket || trying !== mine) return;
      if (error instanceof AppError && FINAL_STATUS.has(error.status)) refuse(error);
      else again();
    } finally {
      clearTimeout(late);
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
    const isKept = KEPT.has(message.t);
    if (socket?.readyState === WebSocket.OPEN) {
      socket.send(JSON.stringify(message));
      if (isKept) unsure.push(message);
    } else if (isKept) waiting.push(message);
  }

  /** The network has changed, or the page was asleep: what was there before may be dead, what was waited for is possible now. */
  function hurry(): void {
    if (closed) return;
    attempt = 0;
    if (!socket) void reconnect();
    else void probe();
  }
  async function probe(): Promise<boolean> {
    return socket?.readyState === WebSocket.OPEN && beat !== null && beat.probe();
  }
  function seen(): void {
    if (document.visibilityState === 'visible') hurry();
  }

  function close(): void {
    closed = true;
    clearTimeout(retry);
    trying?.abort();
    beat?.stop();
    removeEventListener('online', hurry);
    document.removeEventListener('visibilitychange', seen);
    socket?.close(1000);
    socket = null;
  }

  addEventListener('online', hurry);
  document.addEventListener('visibilitychange', seen);
  connect(ticket);
  return { send, probe, renew: () => socket?.close(1000), close };
}

/** Where the Room of a Session is, seen from its page. */
export function socketUrl(sessionId: string): string {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/j/${sessionId}/socket`;
}
