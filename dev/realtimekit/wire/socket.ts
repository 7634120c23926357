import type { WebSocket } from 'ws';
import { encode } from './proto.ts';
import { SocketMessage } from './room-messages.ts';

/** The client closes a socket on which nothing has come for 30 s. ms. */
const PING_EVERY = 10_000;
const PING = '2';
const PONG = '3';

export interface Frame {
  event: number;
  id: string;
  payload: Uint8Array;
}

/** A client's WebSocket: frames in and out, pings. */
export class Socket {
  readonly #web: WebSocket;

  constructor(web: WebSocket, onFrame: (frame: Frame) => void, onClose: (code: number) => void) {
    this.#web = web;
    const ping = setInterval(() => this.#write(PING), PING_EVERY);
    web.on('message', (data: Buffer, isBinary) => {
      if (!isBinary) {
        if (data.toString() === PING) this.#write(PONG);
        return;
      }
      const { event, id, payload } = SocketMessage.fromBinary(new Uint8Array(data));
      onFrame({ event, id: id ?? '', payload: payload ?? new Uint8Array() });
    });
    web.on('close', (code: number) => {
      clearInterval(ping);
      onClose(code);
    });
    web.on('error', (error) => console.error('realtimekit: socket', error.message));
  }

  send(event: number, payload: Uint8Array = new Uint8Array(), id = ''): void {
    this.#write(encode(SocketMessage, { event, id, payload }));
  }

  close(code: number, reason: string): void {
    this.#web.close(code, reason);
  }

  /** As when a network goes: no closing handshake. */
  cut(): void {
    this.#web.terminate();
  }

  #write(data: string | Uint8Array): void {
    if (this.#web.readyState === this.#web.OPEN) this.#web.send(data);
  }
}
