import type { ErrorBody } from '../../../wire/errors.ts';
import type { FragmentLanded } from '../../../wire/http.ts';
import type { SpooledFragment } from './spool.ts';

/** A PUT without an answer is given up and tried again after this long, ms: 250 kB pass in it at 100 kbit/s. */
const ANSWER_WITHIN = 20_000;

/** What became of one try to hand over a fragment. */
export type Landing =
  | { kind: 'landed'; savedMs: number }
  /** No answer, or the server is in trouble: try again later. */
  | { kind: 'again' }
  /** The recording is finished: nothing of it is taken any more. */
  | { kind: 'over' }
  /** Refused for good, with the server's sentence. */
  | { kind: 'refused'; reason: string };

/** Tries once to hand over a fragment, until `signal` says that another try is worth more. Never throws. */
export async function putFragment(fragment: SpooledFragment, signal: AbortSignal): Promise<Landing> {
  const { sessionId, recording, segment, number, seat, afterMs, bytes } = fragment;
  try {
    const query = new URLSearchParams({
      ...(seat === undefined ? {} : { seat }),
      ...(afterMs === undefined ? {} : { after: String(afterMs) }),
    });
    const response = await fetch(`${pathOf(sessionId, recording, segment, number)}?${query}`, {
      method: 'PUT',
      headers: { 'content-type': 'video/mp4' },
      body: bytes,
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN)]),
    });
    return judge(response.status, response.ok || isRefusal(response.status) ? await response.json() : null);
  } catch {
    // No network, no answer in time, or an answer cut short: PUT is idempotent, so all of them mean the same.
    return { kind: 'again' };
  }
}

/**
 * Tells the server that this browser holds no more of a segment, so that it need not keep the pieces for late ones. Tried once: unheard, it
 * keeps them for their week. Never throws.
 */
export async function sayNoMore(
  fragment: Pick<SpooledFragment, 'sessionId' | 'recording' | 'segment' | 'seat'>,
): Promise<void> {
  const { sessionId, recording, segment, seat } = fragment;
  const query = new URLSearchParams(seat === undefined ? {} : { seat });
  try {
    const answer = await fetch(`${pathOf(sessionId, recording, segment, 'no-more')}?${query}`, { method: 'POST' });
    if (!answer.ok) console.info(`fieldroom: the server did not hear that nothing is left (${answer.status})`);
  } catch (cause) {
    console.info('fieldroom: the server did not hear that nothing is left', cause);
  }
}

const pathOf = (session: string, recording: string, segment: number, what: number | 'no-more'): string =>
  `/api/j/${[session, 'recordings', recording, segment, what].map((part) => encodeURIComponent(part)).join('/')}`;

/** What the server's answer means for the fragment. */
export function judge(status: number, body: FragmentLanded | ErrorBody | null): Landing {
  if (body && 'savedMs' in body && status < 300) return { kind: 'landed', savedMs: body.savedMs };
  if (!isRefusal(status)) return { kind: 'again' };
  const error = body && 'error' in body ? body.error : null;
  if (error?.code === 'recording_over') return { kind: 'over' };
  return { kind: 'refused', reason: error?.message ?? `The server refused a piece of the recording (${status}).` };
}

/** Trying again would bring the same answer: 4xx, but for a slow line (408) and too many at once (429). */
function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408 && status !== 429;
}
