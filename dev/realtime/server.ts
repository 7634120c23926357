import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerApi } from './api.ts';
import type { AppCredentials } from './api.ts';
import { ApiError, undecodable } from './errors.ts';
import { cut, expel, setLoss, stall } from './experiments.ts';
import type { MediaNodeOptions } from './media-node.ts';
import { startMediaNode } from './media-node.ts';
import type { Sessions } from './sessions.ts';
import { statsOf } from './stats.ts';

/** An SDP of a hundred tracks is below 400 kB. Bytes. */
const BODY_MAX = 1024 * 1024;

export interface RealtimeOptions extends AppCredentials, MediaNodeOptions {
  /** HTTP port, 0 for any. */
  port: number;
}

export interface Realtime {
  /** For `REALTIME_API_URL`: what is `https://rtc.live.cloudflare.com/v1` in production. */
  url: string;
  port: number;
  udpPort: number;
  stats: () => object;
  stop: () => Promise<void>;
}

/** ms. Node's 5 s closes connections that a Worker is about to use again: its call is lost and tried again 150 ms later. */
const KEEP_ALIVE = 600_000;

/** Starts the stand-in; rejects when a port is taken (EADDRINUSE). */
export async function startRealtime(options: RealtimeOptions): Promise<Realtime> {
  const node = await startMediaNode(options);
  const { sessions } = node;
  const door: AppDoor = { denies: false };
  const http = createServer((request, response) => {
    void answer(door, options, sessions, request, response);
  });
  http.keepAliveTimeout = KEEP_ALIVE;
  try {
    await listen(http, options.port);
  } catch (error) {
    node.stop();
    throw error;
  }
  const { port } = http.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    port,
    udpPort: node.udpPort,
    stats: () => statsOf(sessions),
    stop: async () => {
      node.stop();
      const closed = new Promise((resolve) => http.close(resolve));
      http.closeAllConnections();
      await closed;
    },
  };
}

function listen(http: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, '127.0.0.1', () => {
      http.off('error', reject);
      resolve();
    });
  });
}

/** For tests: the app's secret is not accepted any more, and its sessions are over. */
interface AppDoor {
  denies: boolean;
}

function deny(door: AppDoor, sessions: Sessions): object {
  door.denies = true;
  sessions.closeAll();
  return { denied: true };
}

async function answer(
  door: AppDoor,
  credentials: AppCredentials,
  sessions: Sessions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  try {
    if (url.pathname === '/__stats') return send(response, 200, statsOf(sessions));
    if (url.pathname === '/__loss') return send(response, 200, setLoss(sessions, url.searchParams));
    if (url.pathname === '/__cut') return send(response, 200, cut(sessions, url.searchParams));
    if (url.pathname === '/__stall') return send(response, 200, stall(sessions, url.searchParams));
    if (url.pathname === '/__expel') return send(response, 200, expel(sessions, url.searchParams));
    if (url.pathname === '/__deny') return send(response, 200, deny(door, sessions));
    if (url.pathname === '/__accept') return send(response, 200, { denied: (door.denies = false) });
    if (door.denies) throw new ApiError(401, 'unauthorized', 'The app secret was not accepted');
    const answered = await answerApi(credentials, sessions, {
      method: request.method ?? 'GET',
      path: url.pathname,
      authorization: request.headers.authorization,
      body: await readJson(request),
    });
    send(response, answered.status, answered.body);
  } catch (error) {
    if (!(error instanceof ApiError)) console.error('realtime:', error);
    const refusal =
      error instanceof ApiError ? error : new ApiError(500, 'internal_error', 'Something failed in the stand-in');
    send(response, refusal.status, { errorCode: refusal.code, errorDescription: refusal.message });
  }
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const part: Buffer = chunk;
    bytes += part.length;
    if (bytes > BODY_MAX) throw new ApiError(413, 'payload_too_large', `A body has at most ${BODY_MAX} bytes`);
    chunks.push(part);
  }
  if (bytes === 0) return undefined;
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw undecodable('The body is not JSON');
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  response.end(text);
}
