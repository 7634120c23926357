import { createServer } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { MediaNode } from '../../realtime/media-node.ts';
import { envelopeOf, Refusal } from '../errors.ts';
import { close, listen, sendJson } from '../http.ts';
import { whoJoins } from '../participants.ts';
import type { Service } from '../service.ts';
import type { TlsCertificate } from './certificate.ts';
import { detailsOf } from './details.ts';
import type { WirePace } from './wire.ts';
import { Wire } from './wire.ts';

/** Browsers find all names below `localhost` on this machine, without any name server (RFC 6761, 6.3). */
export const HOST = 'rtk.localhost';

export interface WireServer {
  /** For the client's `baseURI`: what is `realtime.cloudflare.com` in production. */
  baseUri: string;
  wire: Wire;
  stop: () => Promise<void>;
}

/**
 * What browsers talk to: `api.<base>`, and the hosts of the client's telemetry. The client insists on TLS. A developer's own browser
 * accepts the certificate when `https://api.<base>` is opened once and the browser's warning is passed; telemetry is then still
 * refused, which the client bears. Tests start Chromium with `ignoreHTTPSErrors`.
 */
export async function startWireServer(
  service: Service,
  { sessions }: MediaNode,
  { certPem, keyPem }: TlsCertificate,
  { port, ...pace }: Partial<WirePace> & { port: number },
): Promise<WireServer> {
  const wire = new Wire(service, sessions, pace);
  const http = createServer({ cert: certPem, key: keyPem }, (request, response) =>
    answer(service, base, request, response),
  );
  const sockets = new WebSocketServer({ noServer: true });
  http.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    upgrade(service, wire, sockets, request, stream, head);
  });
  await listen(http, port);
  const base = `${HOST}:${(http.address() as AddressInfo).port}`;
  return {
    baseUri: base,
    wire,
    stop: async () => {
      for (const client of sockets.clients) client.terminate();
      await close(http);
    },
  };
}

function answer(service: Service, base: string, request: IncomingMessage, response: ServerResponse): void {
  for (const [name, value] of Object.entries(cors(request))) response.setHeader(name, value);
  const { pathname } = new URL(request.url ?? '/', `https://${base}`);
  request.resume();
  if (request.method === 'OPTIONS') {
    response.writeHead(204).end();
  } else if (pathname === '/' && request.method === 'GET') {
    response.writeHead(200, { 'content-type': 'text/html' }).end(ACCEPTED);
  } else if (pathname === '/v2/internals/participant-details') {
    sendDetails(service, base, request, response);
  } else if (pathname === '/iceservers') {
    sendJson(response, 200, { success: true, iceServers: [] });
  } else {
    // Telemetry of the client: taken and forgotten.
    sendJson(response, 200, { success: true, data: {} });
  }
}

function sendDetails(service: Service, base: string, request: IncomingMessage, response: ServerResponse): void {
  try {
    const token = (request.headers.authorization ?? '').replace(/^Bearer /, '');
    const { meeting, participant } = whoJoins(service.kit, service.tokens, token);
    sendJson(response, 200, { success: true, data: detailsOf(meeting, participant, service.options.accountId, base) });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    sendJson(response, error.status, envelopeOf(error));
  }
}

function upgrade(
  service: Service,
  wire: Wire,
  sockets: WebSocketServer,
  request: IncomingMessage,
  stream: Duplex,
  head: Buffer,
): void {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'https://socket-edge');
  try {
    const { meeting, participant } = whoJoins(service.kit, service.tokens, searchParams.get('authToken') ?? '');
    const peerId = searchParams.get('peerID') ?? '';
    if (pathname !== '/ws' || searchParams.get('roomID') !== meeting.id || peerId === '') {
      throw new Refusal(404, 'There is no such socket');
    }
    sockets.handleUpgrade(request, stream, head, (web) => wire.connect(web, meeting, participant, peerId));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    stream.end(`HTTP/1.1 ${error.status} Refused\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
  }
}

function cors({ headers }: IncomingMessage): Record<string, string> {
  return {
    'access-control-allow-origin': '*',
    'access-control-allow-methods': '*',
    'access-control-allow-headers': headers['access-control-request-headers'] ?? '*',
    'access-control-max-age': '600',
  };
}

const ACCEPTED = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>Ready for video</title>
<body style="font: 18px/1.5 system-ui; max-width: 32rem; margin: 15vh auto; padding: 0 1.5rem">
<h1 style="font-size: 1.5rem">This browser is ready</h1>
<p>It now talks to the RealtimeKit stand-in on this machine. You can close this page and open your Session.</p>`;
