import { get } from 'node:https';
import { WebSocket } from 'ws';
import { MEDIA } from '../../dev/realtimekit/wire/events.ts';
import { ErrorMessage } from '../../dev/realtimekit/wire/media-messages.ts';
import { encode } from '../../dev/realtimekit/wire/proto.ts';
import { SocketMessage } from '../../dev/realtimekit/wire/room-messages.ts';
import type { Standin } from './realtimekit.ts';

interface Heard {
  event: number;
  id: string;
  payload: Uint8Array;
}

/** A client of the wire without media: what it asks, and what it is told. */
export interface WireClient {
  /** The payload of the answer; rejects with the words of an error. */
  ask: (event: number, payload?: Uint8Array) => Promise<Uint8Array>;
  /** Asks, where no answer comes. */
  say: (event: number, payload?: Uint8Array) => void;
  /** The next message of this event that was not heard yet. */
  hear: (event: number) => Promise<Uint8Array>;
  /** Messages of this event that wait to be heard. */
  waiting: (event: number) => number;
  closed: Promise<number>;
  /** As a network that goes. */
  cut: () => void;
  close: () => void;
}

/** Rejects when the socket is refused, with its HTTP status. */
export async function connectWire(
  { baseUri }: Standin,
  { meeting, token, peer }: { meeting: string; token: string; peer: string },
): Promise<WireClient> {
  const query = new URLSearchParams({ roomID: meeting, peerID: peer, authToken: token });
  const web = new WebSocket(`wss://127.0.0.1:${baseUri.split(':')[1]}/ws?${query}`, { rejectUnauthorized: false });
  const closed = new Promise<number>((resolve) => web.on('close', resolve));
  const [unheard, ears] = [[] as Heard[], new Set<(heard: Heard) => boolean>()];
  web.on('message', (data: Buffer, isBinary) => {
    if (!isBinary) return;
    const { event, id = '', payload = new Uint8Array() } = SocketMessage.fromBinary(new Uint8Array(data));
    const heard = { event, id, payload };
    if (![...ears].some((ear) => ear(heard))) unheard.push(heard);
  });
  await new Promise<void>((resolve, reject) => {
    web.on('open', resolve);
    web.on('error', reject);
  });
  const listen = (isMeant: (heard: Heard) => boolean): Promise<Heard> => {
    const at = unheard.findIndex(isMeant);
    const [known] = at < 0 ? [] : unheard.splice(at, 1);
    if (known) return Promise.resolve(known);
    return new Promise((resolve) => {
      const ear = (heard: Heard): boolean => {
        if (!isMeant(heard)) return false;
        ears.delete(ear);
        resolve(heard);
        return true;
      };
      ears.add(ear);
    });
  };
  const write = (event: number, payload: Uint8Array, id: string) => {
    web.send(encode(SocketMessage, { event, id, payload }));
  };
  let asked = 0;
  return {
    ask: async (event, payload = new Uint8Array()) => {
      const id = `${peer}-${++asked}`;
      write(event, payload, id);
      const answer = await listen((heard) => heard.id === id);
      if (answer.event === MEDIA.error) throw new Error(ErrorMessage.fromBinary(answer.payload).errorMessage);
      return answer.payload;
    },
    say: (event, payload = new Uint8Array()) => write(event, payload, `${peer}-${++asked}`),
    hear: async (event) => (await listen((heard) => heard.event === event && heard.id === '')).payload,
    waiting: (event) => unheard.filter((heard) => heard.event === event).length,
    closed,
    cut: () => web.terminate(),
    close: () => web.close(1_000),
  };
}

/** GET of the host that browsers talk to. */
export function getWire({ baseUri }: Standin, path: string, token: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}` };
    const options = { port: baseUri.split(':')[1], host: '127.0.0.1', path, headers, rejectUnauthorized: false };
    get(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }),
      );
    }).on('error', reject);
  });
}
