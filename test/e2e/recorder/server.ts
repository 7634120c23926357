import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { ERRORS, type ErrorCode } from '../../../wire/errors.ts';

/** The site's own policy: what it forbids, the recorder must do without. */
const POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; object-src 'none'";
const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm' };
const PUT_PATH = /^\/api\/j\/([^/]+)\/recordings\/([^/]+)\/(\d+)\/(\d+)$/;
const NO_MORE_PATH = /^\/api\/j\/[^/]+\/recordings\/([^/]+)\/(\d+)\/no-more$/;

export interface Receiver {
  origin: string;
  /** Fragments by `${recording}/${segment}`, then by number. */
  segments: Map<string, Map<number, Buffer>>;
  /** PUTs answered, by status; `again` counts fragments that came twice with the same bytes. */
  answered: Map<number, number>;
  again: number;
  /** While set, every PUT is answered so. */
  refuseWith: ErrorCode | 'unavailable' | null;
  /** The next PUT of this number is never answered. */
  swallow: number | null;
  /** Segments, `${recording}/${segment}`, of which it was said that no more is left. */
  noMore: string[];
  whole(segment: string): Buffer;
  close(): Promise<void>;
}

/** Serves the built harness and takes in fragments, as strictly as the real server: same number, same bytes. */
export async function openReceiver(folder: string): Promise<Receiver> {
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.writeHead(404).end(String(error)));
  });

  const receiver: Receiver = {
    origin: '',
    segments: new Map(),
    answered: new Map(),
    again: 0,
    refuseWith: null,
    swallow: null,
    noMore: [],
    whole(segment) {
      const fragments = receiver.segments.get(segment) ?? new Map<number, Buffer>();
      return Buffer.concat([...fragments].sort(([a], [b]) => a - b).map(([, bytes]) => bytes));
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://receiver');
    const put = PUT_PATH.exec(pathname);
    if (request.method === 'PUT' && put) return take(request, response, put);
    const noMore = NO_MORE_PATH.exec(pathname);
    if (request.method === 'POST' && noMore) {
      receiver.noMore.push(`${noMore[1]}/${noMore[2]}`);
      response.writeHead(204).end();
      return;
    }
    if (pathname.startsWith('/whole/')) {
      response.writeHead(200, { 'content-type': 'video/mp4' }).end(receiver.whole(pathname.slice('/whole/'.length)));
      return;
    }
    const path = pathname === '/' ? '/index.html' : pathname;
    const headers = { 'content-security-policy': POLICY, 'content-type': TYPES[extname(path)] ?? 'text/plain' };
    const file = await readFile(join(folder, path));
    response.writeHead(200, headers).end(file);
  }

  async function take(request: IncomingMessage, response: ServerResponse, put: RegExpExecArray): Promise<void> {
    const [, , recording, segment, number] = put;
    const bytes = Buffer.concat(await request.toArray());
    if (Number(number) === receiver.swallow) {
      receiver.swallow = null;
      return;
    }
    const reply = (status: number, body: unknown) => {
      receiver.answered.set(status, (receiver.answered.get(status) ?? 0) + 1);
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    const refuse = (code: ErrorCode) => reply(ERRORS[code][0], { error: { code, message: ERRORS[code][1] } });
    if (receiver.refuseWith === 'unavailable') return reply(503, {});
    if (receiver.refuseWith) return refuse(receiver.refuseWith);
    const name = `${recording}/${segment}`;
    const fragments = receiver.segments.get(name) ?? new Map<number, Buffer>();
    receiver.segments.set(name, fragments);
    const before = fragments.get(Number(number));
    if (before) {
      if (digest(before) !== digest(bytes)) return refuse('fragment_bad');
      receiver.again++;
    }
    if (request.headers['content-type'] !== 'video/mp4') return refuse('fragment_bad');
    fragments.set(Number(number), bytes);
    reply(200, { savedMs: Math.max(0, fragments.size - 1) * 2000 });
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  receiver.origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  return receiver;
}

function digest(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
