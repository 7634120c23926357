import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startMediaNode } from '../realtime/media-node.ts';
import { answerApi } from './api.ts';
import type { Controlled } from './control.ts';
import { answerControl, isControl } from './control.ts';
import { serveDownload } from './downloads.ts';
import { envelopeOf, Refusal } from './errors.ts';
import type { Fault } from './faults.ts';
import { refusalOf } from './faults.ts';
import { makeFilm } from './film.ts';
import { close, listen, readJson, sendJson } from './http.ts';
import { keep, readKept, restore } from './keep.ts';
import type { ServiceOptions } from './service.ts';
import { Service } from './service.ts';
import { tlsCertificate } from './wire/certificate.ts';
import type { Wire, WirePace } from './wire/wire.ts';
import { HOST, startWireServer } from './wire/server.ts';

export interface RealtimeKitOptions extends Omit<ServiceOptions, 'film' | 'keys'>, Partial<WirePace> {
  /** HTTP port of the REST API, 0 for any. */
  port: number;
  /** HTTPS port of what browsers talk to, 0 (when absent) for any. */
  wirePort?: number;
  /** UDP port of the media, 0 (when absent) for any. */
  udpPort?: number;
  /** Folder in which everything is kept for the next run; nothing is when absent. */
  state?: string;
}

/** Muted tracks send nothing for as long as people listen: they are not collected. ms. */
const TRACKS_IDLE = 86_400_000;

export interface RealtimeKit {
  /** For `REALTIMEKIT_API_URL`: what is `https://api.cloudflare.com/client/v4` in production. */
  url: string;
  /** For `REALTIMEKIT_WEBHOOK_KEY_URL`: what is `https://api.realtime.cloudflare.com/.well-known/webhooks.json`. */
  keyUrl: string;
  /** For `REALTIMEKIT_BASE_URI`: what is `realtime.cloudflare.com`. */
  baseUri: string;
  port: number;
  udpPort: number;
  service: Service;
  wire: Wire;
  stop: () => Promise<void>;
}

/** ms. Node's 5 s closes connections that a Worker is about to use again. */
const KEEP_ALIVE = 600_000;

/** Starts the stand-in; rejects when a port is taken (EADDRINUSE). */
export async function startRealtimeKit(options: RealtimeKitOptions): Promise<RealtimeKit> {
  const { state = null } = options;
  const kept = state === null ? null : readKept(state);
  const service = new Service({ ...options, film: makeFilm, ...(kept ? { keys: kept.keys } : {}) });
  if (kept && state !== null) restore(service, kept, state);
  const endKeeping = state === null ? () => undefined : keep(service, state);
  const node = await startMediaNode({ udpPort: options.udpPort ?? 0, trackIdleAfter: TRACKS_IDLE });
  const certificate = tlsCertificate(HOST, state);
  const { baseUri, wire, stop } = await startWireServer(service, node, certificate, {
    ...options,
    port: options.wirePort ?? 0,
  });
  const controlled = { service, wire, sessions: node.sessions };
  const http = createServer((request, response) => {
    answer(controlled, request, response).catch((error: unknown) => refuse(response, error));
  });
  http.keepAliveTimeout = KEEP_ALIVE;
  await listen(http, options.port);
  const { port } = http.address() as AddressInfo;
  service.origin = `http://127.0.0.1:${port}`;
  return {
    url: `${service.origin}/client/v4`,
    keyUrl: `${service.origin}/.well-known/webhooks.json`,
    baseUri,
    port,
    udpPort: node.udpPort,
    service,
    wire,
    stop: async () => {
      service.stop();
      endKeeping();
      await stop();
      node.stop();
      await close(http);
    },
  };
}

async function answer(controlled: Controlled, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { service } = controlled;
  const url = new URL(request.url ?? '/', service.origin);
  const method = request.method ?? 'GET';
  if (isControl(url.pathname)) return sendJson(response, 200, answerControl(controlled, url));
  const fault = service.faults.take(method, url.pathname);
  if (fault && !(await survives(fault, request, response))) return;
  if (serveDownload(service.recorder, url, fault?.cut ?? false, request, response)) return;
  if (url.pathname === '/.well-known/webhooks.json') {
    return sendJson(response, 200, { success: true, data: { publicKey: service.signing.publicKey }, message: '' });
  }
  const answered = answerApi(service, {
    method,
    path: url.pathname,
    query: url.searchParams,
    authorization: request.headers.authorization,
    body: await readJson(request),
  });
  if (fault?.cut) request.socket.destroy();
  else sendJson(response, isCreation(method, url.pathname) ? 201 : 200, { success: true, ...answered });
}

function isCreation(method: string, path: string): boolean {
  return method === 'POST' && !path.includes('/active-session/') && !path.endsWith('/token');
}

/** Whether the call is to be done after its fault. */
async function survives(fault: Fault, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  if (fault.late > 0) await new Promise((resolve) => setTimeout(resolve, fault.late));
  const refusal = refusalOf(fault);
  if (!refusal) return true;
  request.resume();
  const headers = fault.retryAfter === null ? {} : { 'retry-after': String(fault.retryAfter) };
  sendJson(response, refusal.status, envelopeOf(refusal), headers);
  return false;
}

function refuse(response: ServerResponse, error: unknown): void {
  if (!(error instanceof Refusal)) console.error('realtimekit:', error);
  const refusal = error instanceof Refusal ? error : new Refusal(500, 'Something failed in the stand-in');
  sendJson(response, refusal.status, envelopeOf(refusal));
}
