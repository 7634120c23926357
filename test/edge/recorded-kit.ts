import { env } from 'cloudflare:workers';
import { toBase64 } from '../../worker/lib/keys.ts';
import type { KitRecording } from '../../worker/media/kit-port.ts';

const DOWNLOADS = 'https://kit.test/files/';
/** When every recording here began, UTC ms. */
export const STARTED = Date.UTC(2026, 10, 28, 10);
const STATUS_AFTER: Record<string, KitRecording['status']> = {
  pause: 'PAUSED',
  resume: 'RECORDING',
  stop: 'UPLOADING',
};
const RSA = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
};

/** One call of RealtimeKit's REST API, as the Room made it. */
export interface KitCall {
  method: string;
  /** After the app's id, ids in it as they are. */
  path: string;
  body: Record<string, unknown>;
}

/** A recording there, to be changed by the test. */
export interface KitTake {
  id: string;
  status: KitRecording['status'];
  file: Uint8Array | null;
  /** UTC ms; `STARTED` and nothing where it is absent. */
  startedAt?: number;
  stoppedAt?: number;
  /** s */
  duration?: number;
}

export interface RecordedKit {
  takes: KitTake[];
  /** What is signed as the service does. */
  sign(body: string): Promise<string>;
  /** Downloads are answered with this status from now on, or (null) with the file. */
  loseDownloads(status: number | null): void;
  /** The next recording is not begun: one is under way already, it says. */
  refuseStart(): void;
  /** The meetings made so far are unknown from now on. */
  loseMeetings(): void;
  /** Ranges of downloads asked for. */
  ranges: string[];
  calls: KitCall[];
  /** From now on calls are answered with this status, or (null) well again. */
  refuse(status: number | null): void;
  /** Of these method and path beginnings. */
  of(method: string, start: string): KitCall[];
}

/**
 * A recorder in the place of RealtimeKit's REST service: it answers in the documented forms and keeps what it was asked. In workerd
 * tests the Room runs in the test's own isolate, and its calls go through this `fetch`. That it behaves so is proven with the
 * stand-in and a browser (test/e2e).
 */
export function recordKit(): RecordedKit {
  const calls: KitCall[] = [];
  let refusal: number | null = null;
  let made = 0;
  const takes: KitTake[] = [];
  const ranges: string[] = [];
  let lost: number | null = null;
  let isStartRefused = false;
  let lostUpTo = 0;
  const keys = crypto.subtle.generateKey(RSA, true, ['sign', 'verify']) as Promise<CryptoKeyPair>;
  const beyond = globalThis.fetch;
  const base = `${env.REALTIMEKIT_API_URL}/accounts/${env.REALTIMEKIT_ACCOUNT_ID}/realtime/kit/${env.REALTIMEKIT_APP_ID}`;

  function shown({ id, status, file, startedAt = STARTED, stoppedAt, duration = 42 }: KitTake): object {
    const isThere = status === 'UPLOADED';
    return {
      id,
      status,
      download_url: isThere ? `${DOWNLOADS}${id}.mp4` : null,
      file_size: isThere ? (file?.length ?? null) : null,
      started_time: new Date(startedAt).toISOString(),
      stopped_time: stoppedAt === undefined ? null : new Date(stoppedAt).toISOString(),
      recording_duration: duration,
    };
  }

  function record(method: string, path: string, body: KitCall['body']): unknown {
    const take = takes.find(({ id }) => path === `/recordings/${id}`);
    if (method === 'POST') {
      takes.push({ id: `take-${made}`, status: 'RECORDING', file: null });
      return { id: `take-${made}`, status: 'INVOKED' };
    }
    if (take && method === 'PUT') take.status = STATUS_AFTER[String(body['action'])] ?? take.status;
    return take ? shown(take) : takes.map(shown).toReversed();
  }

  async function download(id: string, range: string): Promise<Response> {
    const file = takes.find((take) => take.id === id)?.file;
    ranges.push(range);
    if (lost !== null || !file) return new Response(null, { status: lost ?? 404 });
    const [, from = '0', to = '0'] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? [];
    const part = file.slice(Number(from), Number(to) + 1);
    const headers = { 'content-range': `bytes ${from}-${Number(from) + part.length - 1}/${file.length}` };
    return new Response(part, { status: 206, headers });
  }

  async function publicKey(): Promise<Response> {
    const spki = (await crypto.subtle.exportKey('spki', (await keys).publicKey)) as ArrayBuffer;
    const pem = `-----BEGIN PUBLIC KEY-----\n${toBase64(spki)}\n-----END PUBLIC KEY-----\n`;
    return Response.json({ success: true, data: { publicKey: pem } });
  }

  function answer({ method, path, body }: KitCall): unknown {
    made += 1;
    if (path.startsWith('/recordings')) return record(method, path, body);
    if (method === 'POST' && path === '/meetings') return { id: `meeting-${made}`, status: 'ACTIVE' };
    if (method === 'POST' && path.endsWith('/participants')) return { id: `person-${made}`, token: `token-${made}` };
    return {};
  }

  // Answers come at once here; a time-out still running would make every eviction wait for it.
  AbortSignal.timeout = () => new AbortController().signal;
  globalThis.fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    if (url === env.REALTIMEKIT_WEBHOOK_KEY_URL) return publicKey();
    if (url.startsWith(DOWNLOADS)) {
      return download(url.slice(DOWNLOADS.length, -4), new Headers(init?.headers).get('range') ?? '');
    }
    if (!url.startsWith(base)) return beyond(input, init);
    const body = (typeof init?.body === 'string' ? JSON.parse(init.body) : {}) as KitCall['body'];
    const call = { method: init?.method ?? 'GET', path: url.slice(base.length), body };
    calls.push(call);
    const [, meeting] = /^\/meetings\/meeting-(\d+)/.exec(call.path) ?? [];
    if (meeting !== undefined && Number(meeting) <= lostUpTo) {
      return Response.json({ success: false, error: { code: 404 } }, { status: 404 });
    }
    if (isStartRefused && call.method === 'POST' && call.path === '/recordings') {
      isStartRefused = false;
      return Response.json({ success: false, errors: [] }, { status: 409 });
    }
    if (refusal !== null) return Response.json({ success: false, errors: [] }, { status: refusal });
    return Response.json({ success: true, data: answer(call) });
  };
  return {
    takes,
    ranges,
    loseMeetings: () => void (lostUpTo = made),
    refuseStart: () => void (isStartRefused = true),
    loseDownloads: (status) => void (lost = status),
    async sign(body) {
      return toBase64(await crypto.subtle.sign(RSA.name, (await keys).privateKey, new TextEncoder().encode(body)));
    },
    calls,
    refuse: (status) => void (refusal = status),
    of: (method, start) => calls.filter((call) => call.method === method && call.path.startsWith(start)),
  };
}
