import * as v from 'valibot';
import { AppError } from '../../wire/errors.ts';
import { logError } from '../lib/log.ts';
import { askPatiently, type Answer } from './patience.ts';

/** Where RealtimeKit's REST API is and who we are there (developers.cloudflare.com/api/resources/realtime_kit). */
export interface KitAccount {
  apiUrl: string;
  accountId: string;
  appId: string;
  token: string;
}

/** Somebody waits at 'Join': longer than this they are told that it takes time. ms */
const ANSWER_WITHIN = 8_000;
/** Pauses before another try, ms. The API allows 3,500 calls in 5 minutes; who is told 429 waits the longer ones out. */
const RETRY_AFTER = [200, 800, 2_400];
const isWorthRetrying = (status: number) => status === 429 || status >= 500;

const Envelope = v.object({ success: v.boolean(), data: v.optional(v.unknown()) });
/** For calls of which only success matters. */
export const Anything = v.unknown();

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * One call of the REST API below `/realtime/kit/<app>`, answer validated. AppError `media_unavailable` when the service does not
 * answer, answers nonsense or keeps failing; `media_denied` when it does not accept our token; `media_refused` when it says no to
 * this.
 */
export async function callKit<Schema extends v.GenericSchema>(
  account: KitAccount,
  method: Method,
  path: string,
  schema: Schema,
  body?: unknown,
): Promise<v.InferOutput<Schema>> {
  const answer = await askPatiently(() => attempt(account, method, path, body), RETRY_AFTER, isWorthRetrying);
  return read(answer, schema);
}

/** null: no answer in time, no connection, or not JSON. */
async function attempt(account: KitAccount, method: Method, path: string, body: unknown): Promise<Answer | null> {
  const { apiUrl, accountId, appId, token } = account;
  try {
    const response = await fetch(`${apiUrl}/accounts/${accountId}/realtime/kit/${appId}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_WITHIN),
    });
    return { status: response.status, json: await response.json() };
  } catch (cause) {
    // The path's ids say nothing to a reader of the log.
    logError('realtimekit_no_answer', cause, { operation: `${method} ${path.replaceAll(/\/[\w-]{20,}/g, '/…')}` });
    return null;
  }
}

function read<Schema extends v.GenericSchema>(answer: Answer, schema: Schema): v.InferOutput<Schema> {
  const { status, json } = answer;
  const envelope = v.safeParse(Envelope, json);
  const detail = { status };
  if (status === 401 || status === 403) throw new AppError('media_denied', { detail });
  if (isWorthRetrying(status)) throw new AppError('media_unavailable', { detail });
  if (status >= 300 || (envelope.success && !envelope.output.success)) throw new AppError('media_refused', { detail });
  const parsed = envelope.success ? v.safeParse(schema, envelope.output.data) : null;
  if (!parsed?.success) throw new AppError('media_unavailable', { detail: { ...detail, nonsense: true } });
  return parsed.output;
}

/** It is gone already, which is what was wanted. */
export async function unlessGone(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof AppError) || error.detail?.['status'] !== 404) throw error;
  }
}
