import { env } from 'cloudflare:workers';

/** One call of RealtimeKit's REST API, as the Room made it. */
export interface KitCall {
  method: string;
  /** After the app's id, ids in it as they are. */
  path: string;
  body: Record<string, unknown>;
}

export interface RecordedKit {
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
  const beyond = globalThis.fetch;
  const base = `${env.REALTIMEKIT_API_URL}/accounts/${env.REALTIMEKIT_ACCOUNT_ID}/realtime/kit/${env.REALTIMEKIT_APP_ID}`;

  function answer({ method, path }: KitCall): unknown {
    made += 1;
    if (method === 'POST' && path === '/meetings') return { id: `meeting-${made}`, status: 'ACTIVE' };
    if (method === 'POST' && path.endsWith('/participants')) return { id: `person-${made}`, token: `token-${made}` };
    return {};
  }

  // Answers come at once here; a time-out still running would make every eviction wait for it.
  AbortSignal.timeout = () => new AbortController().signal;
  globalThis.fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    if (!url.startsWith(base)) return beyond(input, init);
    const body = (typeof init?.body === 'string' ? JSON.parse(init.body) : {}) as KitCall['body'];
    const call = { method: init?.method ?? 'GET', path: url.slice(base.length), body };
    calls.push(call);
    if (refusal !== null) return Response.json({ success: false, errors: [] }, { status: refusal });
    return Response.json({ success: true, data: answer(call) });
  };
  return {
    calls,
    refuse: (status) => void (refusal = status),
    of: (method, start) => calls.filter((call) => call.method === method && call.path.startsWith(start)),
  };
}
