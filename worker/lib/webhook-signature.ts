import { MINUTE } from '../../wire/limits.ts';
import { isSame } from './random.ts';
import { toBase64 } from './keys.ts';

/** A message older or newer than this is refused (Standard Webhooks, "Replay attacks"). ms */
const TOLERANCE = 5 * MINUTE;
const SECRET_PREFIX = 'whsec_';

export interface SignedMessage {
  /** Of the headers svix-id, svix-timestamp (Unix seconds) and svix-signature ("v1,<base64> v1,<base64>"). */
  id: string;
  timestamp: string;
  signature: string;
  body: string;
}

/** Was this sent by the holder of the secret, just now? `now` UTC ms. HMAC-SHA-256 as by Standard Webhooks 1.0. */
export async function isSigned(
  secret: string,
  { id, timestamp, signature, body }: SignedMessage,
  now: number,
): Promise<boolean> {
  const sentAt = /^\d{1,12}$/.test(timestamp) ? Number(timestamp) * 1_000 : Number.NaN;
  if (!(Math.abs(now - sentAt) <= TOLERANCE)) return false;
  const expected = `v1,${await sign(secret, `${id}.${timestamp}.${body}`)}`;
  const matches = await Promise.all(signature.split(' ').map((given) => isSame(given, expected)));
  return matches.includes(true);
}

async function sign(secret: string, message: string): Promise<string> {
  const bytes = Uint8Array.from(atob(secret.replace(SECRET_PREFIX, '')), (char) => char.charCodeAt(0));
  const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return toBase64(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(message)));
}
