import * as v from 'valibot';
import { AppError } from '../../wire/errors.ts';
import { logError } from '../lib/log.ts';
import { askPatiently, type Answer } from './patience.ts';

/** Where the Realtime SFU's HTTPS API is and who we are there (developers.cloudflare.com/realtime/sfu/api). */
export interface RealtimeAccount {
  apiUrl: string;
  appId: string;
  appSecret: string;
}

/** The service waits up to 5 s for a transport or for packets; the rest is for the way there and back. ms */
const ANSWER_WITHIN = 8_000;
/** Pauses before another try, ms: three tries in about a second keep a hiccup from being seen in the room. */
const RETRY_AFTER = [150, 600];
/** Too early (transport not connected), too many, or the service's own trouble: the same request may do better. */
const isWorthRetrying = (status: number) => status === 425 || status === 429 || status >= 500;

const Description = v.object({ type: v.picklist(['offer', 'answer']), sdp: v.string() });
const ItemFault = { errorCode: v.optional(v.string()), errorDescription: v.optional(v.string()) };

export const NewSession = v.object({ sessionId: v.pipe(v.string(), v.minLength(1)) });
export const Established = v.object({ sessionDescription: Description });
export const Tracks = v.object({
  requiresImmediateRenegotiation: v.optional(v.boolean(), false),
  sessionDescription: v.optional(Description),
  tracks: v.optional(
    v.array(
      v.object({
        mid: v.optional(v.nullable(v.string())),
        trackName: v.optional(v.string()),
        sessionId: v.optional(v.string()),
        ...ItemFault,
      }),
    ),
    [],
  ),
});
/** For calls of which only success matters. */
export const Anything = v.unknown();
const Fault = v.object({ ...ItemFault });

/**
 * One call of the Realtime API, answer validated. AppError `media_unavailable` when the service does not answer, answers
 * nonsense or keeps failing; `media_denied` when it does not accept our secret; `media_refused` when it says no to this session or this description (406, 410, ...).
 */
export async function callRealtime<Schema extends v.GenericSchema>(
  account: RealtimeAccount,
  method: 'POST' | 'PUT',
  path: string,
  body: unknown,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  const answer = await askPatiently(() => attempt(account, method, path, body), RETRY_AFTER, isWorthRetrying);
  return read(answer, schema);
}

/** null: no answer in time, no connection, or not JSON. */
async function attempt(account: RealtimeAccount, method: string, path: string, body: unknown): Promise<Answer | null> {
  try {
    const response = await fetch(`${account.apiUrl}/apps/${account.appId}${path}`, {
      method,
      headers: { authorization: `Bearer ${account.appSecret}`, 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_WITHIN),
    });
    return { status: response.status, json: await response.json() };
  } catch (cause) {
    logError('realtime_no_answer', cause, { operation: path.split('/').slice(3).join('/') });
    return null;
  }
}

function read<Schema extends v.GenericSchema>(answer: Answer, schema: Schema): v.InferOutput<Schema> {
  const fault = v.safeParse(Fault, answer.json);
  const errorCode = fault.success ? fault.output.errorCode : undefined;
  const detail = { status: answer.status, ...(errorCode === undefined ? {} : { errorCode }) };
  if (answer.status === 401 || answer.status === 403) throw new AppError('media_denied', { detail });
  if (isWorthRetrying(answer.status)) throw new AppError('media_unavailable', { detail });
  if (answer.status >= 300 || errorCode !== undefined) throw new AppError('media_refused', { detail });
  const parsed = v.safeParse(schema, answer.json);
  if (!parsed.success) throw new AppError('media_unavailable', { detail: { ...detail, nonsense: true } });
  return parsed.output;
}
