import type { ClientResponse } from 'hono/client';
import type { ErrorBody } from '../../wire/errors.ts';
import { AppError, ERRORS } from '../../wire/errors.ts';

/** What a call of our API answers: its JSON, typed by its route, or the AppError it carries. */
export async function answer<T>(call: Promise<ClientResponse<T>>): Promise<T> {
  const response = await call;
  const body = await readJson(response);
  if (response.ok) return body as T;
  if (isErrorBody(body)) {
    const { code, message, detail } = body.error;
    throw new AppError(code, { message, ...(detail && { detail }) });
  }
  throw new AppError('internal');
}

/** undefined where there is no body (204), or one that is not ours (a proxy's page). */
async function readJson(response: Pick<Response, 'text' | 'headers'>): Promise<unknown> {
  const text = await response.text();
  if (!text || !response.headers.get('content-type')?.includes('json')) return undefined;
  return JSON.parse(text);
}

function isErrorBody(body: unknown): body is ErrorBody {
  if (typeof body !== 'object' || body === null || !('error' in body)) return false;
  const { error } = body;
  return typeof error === 'object' && error !== null && 'code' in error && String(error.code) in ERRORS;
}
