import { env } from 'cloudflare:workers';

/** One call of the Realtime API, as the Room made it. */
export interface Asked {
  method: string;
  /** After `/sessions/<id>`, or `/sessions/new`. */
  operation: string;
  session: string;
  body: { tracks?: { mid?: string; trackName?: string; sessionId?: string; location?: string }[]; force?: boolean };
}

export interface RecordedRealtime {
  asked: Asked[];
  /** From now on calls are answered with this status, or (null) well again. */
  refuse(status: number | null): void;
  /** mids closed by force in this media session. */
  closed(session: string): string[];
}

const OFFER = { type: 'offer', sdp: 'v=0 offer' };
const ANSWER = { type: 'answer', sdp: 'v=0 answer' };

/**
 * A recorder in the place of the Realtime service: it answers in the documented forms without moving anything, and keeps what it
 * was asked. In workerd tests the Room runs in the test's own isolate, and its calls go through this `fetch`. That tracks really
 * stop flowing is proven with the stand-in and a browser (test/e2e).
 */
export function recordRealtime(): RecordedRealtime {
  const asked: Asked[] = [];
  let refusal: number | null = null;
  let sessions = 0;
  let mids = 0;
  const beyond = globalThis.fetch;

  function answer({ operation, body }: Asked): unknown {
    if (operation === '/sessions/new') return { sessionId: `media-${(sessions += 1)}` };
    if (operation === 'datachannels/establish') return { sessionDescription: ANSWER };
    const tracks = body.tracks ?? [];
    if (operation !== 'tracks/new') return { tracks: tracks.map(({ mid }) => ({ mid })), sessionDescription: ANSWER };
    if (tracks.every((track) => track.location === 'local')) return { tracks, sessionDescription: ANSWER };
    const followed = tracks.map((track) => ({ ...track, mid: `followed-${(mids += 1)}` }));
    return { tracks: followed, requiresImmediateRenegotiation: true, sessionDescription: OFFER };
  }

  // Answers come at once here; a time-out still running would make every eviction wait for it.
  AbortSignal.timeout = () => new AbortController().signal;
  globalThis.fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const base = `${env.REALTIME_API_URL}/apps/${env.REALTIME_APP_ID}`;
    if (!url.startsWith(base)) return beyond(input, init);
    const path = url.slice(base.length);
    const [, , session = '', ...rest] = path.split('/');
    const body = (typeof init?.body === 'string' ? JSON.parse(init.body) : {}) as Asked['body'];
    const call = { method: init?.method ?? 'GET', session, operation: rest.join('/') || path, body };
    asked.push(call);
    if (refusal !== null) return Response.json({ errorCode: 'refused' }, { status: refusal });
    return Response.json(answer(call));
  };
  return {
    asked,
    refuse: (status) => void (refusal = status),
    closed: (session) =>
      asked
        .filter((call) => call.session === session && call.operation === 'tracks/close' && call.body.force === true)
        .flatMap((call) => (call.body.tracks ?? []).map((track) => track.mid ?? '')),
  };
}
