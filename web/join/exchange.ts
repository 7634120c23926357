import type { ErrorBody } from '../../wire/errors.ts';
import type { LinkView } from '../../wire/http.ts';
import { forgetSeat, recallSeat, rememberSeat } from './seat-memory.ts';

export type Exchanged =
  | { kind: 'view'; view: LinkView }
  | { kind: 'dead' }
  /** Not the link's fault: the network, the brake, the server. `sentence` says it, trying again may help. */
  | { kind: 'failed'; sentence: string };

/** Takes the secret out of the address (and of the history) before anything else can see it. */
export function takeSecret(): { sessionId: string; secret: string } {
  const sessionId = decodeURIComponent(location.pathname.split('/')[2] ?? '');
  const secret = location.hash.slice(1);
  if (location.hash) history.replaceState(null, '', location.pathname);
  if (!isReload()) forgetSeat(sessionId);
  return { sessionId, secret };
}

/**
 * The link as it came, for 'Copy link' in a browser that has no camera. The page has the secret in memory only until it is
 * loaded again; a Researcher's link has none.
 */
export function originalLink({ seat }: LinkView, secret: string): string | null {
  const page = location.origin + location.pathname;
  if (secret) return `${page}#${secret}`;
  return seat.role === 'researcher' ? page : null;
}

/** Coming back into the same tab; a link that is followed asks anew who this is. */
function isReload(): boolean {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return navigation?.type === 'reload' || navigation?.type === 'back_forward';
}

/**
 * The page's one call. Without a secret the seat's cookie or the Researcher's sign-in speaks; a browser with several seats
 * (three tabs on one machine) says which one this tab had.
 */
export async function exchangeLink(sessionId: string, secret: string): Promise<Exchanged> {
  const seat = recallSeat(sessionId);
  try {
    const answer = await fetch(`/api/j/${encodeURIComponent(sessionId)}/exchange`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(secret ? { secret } : seat ? { seat } : {}),
    });
    if (answer.ok) {
      const view = (await answer.json()) as LinkView;
      rememberSeat(sessionId, view.seat.id);
      return { kind: 'view', view };
    }
    const { error } = (await answer.json()) as ErrorBody;
    // bad_input: a fragment that cannot be a secret. Every dead link looks the same (PRODUCT.md, Links).
    if (error.code === 'link_dead' || error.code === 'bad_input') return { kind: 'dead' };
    return { kind: 'failed', sentence: error.message };
  } catch (cause) {
    console.warn('exchange failed', cause);
    return { kind: 'failed', sentence: 'We cannot reach Fieldroom right now. Check your connection.' };
  }
}
