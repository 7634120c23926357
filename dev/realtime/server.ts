import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerApi } from './api.ts';
import type { AppCredentials } from './api.ts';
import { makeCertificate } from './certificate.ts';
import { ApiError, undecodable } from './errors.ts';
import { IDLE_AFTER, Sessions } from './sessions.ts';
import { statsOf } from './stats.ts';
import { UdpMux } from './udp-mux.ts';

/** Documented: operations wait this long for connectivity. ms. */
const PATIENCE = 5_000;
const OFTEN = 50;
const SECOND = 1_000;
/** An SDP of a hundred tracks is below 400 kB. Bytes. */
const BODY_MAX = 1024 * 1024;
/** A camera's simulcast and a screen share fit; no estimator can mistake a busy machine for a bad line. bit/s. */
const FIXED_BANDWIDTH = 3_000_000;

export interface RealtimeOptions extends AppCredentials {
  /** HTTP port, 0 for any. */
  port: number;
  /** UDP port, 0 for any. */
  udpPort?: number;
  /** IPv4 addresses browsers reach us at: 127.0.0.1 unless other machines shall join. */
  addresses?: readonly string[];
  /** A fixed REMB in bit/s (3,000,000 when absent), or the browser's own estimation. */
  bandwidth?: 'transport-cc' | number;
  /** ms until tracks without packets and connections without consent end (30,000 when absent). */
  idleAfter?: number;
  /** ms an operation waits for connectivity or first media (5,000 when absent). */
  patience?: number;
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
  const addresses = options.addresses ?? ['127.0.0.1'];
  const mux = new UdpMux();
  await mux.listen(options.udpPort ?? 0, addresses);
  const surroundings = {
    mux,
    addresses,
    certificate: await makeCertificate(),
    bandwidth: options.bandwidth ?? FIXED_BANDWIDTH,
    patience: options.patience ?? PATIENCE,
  };
  const sessions = new Sessions(surroundings, options.idleAfter ?? IDLE_AFTER);
  const http = createServer((request, response) => {
    void answer(options, sessions, request, response);
  });
  http.keepAliveTimeout = KEEP_ALIVE;
  try {
    await listen(http, options.port);
  } catch (error) {
    mux.close();
    throw error;
  }
  const timers = [
    setInterval(() => sessions.tickOften(Date.now()), OFTEN),
    setInterval(() => sessions.tick(Date.now()), SECOND),
  ];
  const { port } = http.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    port,
    udpPort: mux.port,
    stats: () => statsOf(sessions),
    stop: async () => {
      for (const timer of timers) clearInterval(timer);
      sessions.closeAll();
      mux.close();
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

async function answer(
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

function setLoss(sessions: Sessions, parameters: URLSearchParams): object {
  const loss = { in: Number(parameters.get('in') ?? 0), out: Number(parameters.get('out') ?? 0) };
  for (const session of sessions.all) Object.assign(session.transport.loss, loss);
  return loss;
}

/** The pictures one browser follows, known by its ufrag, stop without a word, as when a service loses track of them. */
function stall(sessions: Sessions, parameters: URLSearchParams): object {
  const lines = sessions.all
    .filter(({ transport }) => transport.hasUfrag(parameters.get('ufrag') ?? ''))
    .flatMap(({ mediaLines }) => mediaLines.filter(({ subscription }) => subscription?.track.kind === 'video'));
  for (const { subscription } of lines) subscription?.stop();
  return { stalled: lines.length };
}

/** The network of one browser, known by the ICE ufrag it was told, is gone for `ms`; for good without. */
function cut(sessions: Sessions, parameters: URLSearchParams): object {
  const until = Date.now() + Number(parameters.get('ms') ?? Infinity);
  const found = sessions.all.filter(({ transport }) => transport.hasUfrag(parameters.get('ufrag') ?? ''));
  for (const { transport } of found) transport.cutUntil = until;
  return { cut: found.length };
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
