import * as v from 'valibot';

const KeyRing = v.object({ current: v.string(), keys: v.record(v.string(), v.string()) });
export type KeyRing = v.InferOutput<typeof KeyRing>;

/** Reads a key ring `{"current":"<kid>","keys":{"<kid>":"<base64url of 32 bytes>"}}`. Throws when it is misconfigured. */
export const parseKeyRing = (json: string): KeyRing => v.parse(KeyRing, JSON.parse(json));

/** The key's bytes. Throws for an unknown kid or a key shorter than 32 bytes. */
export function keyById(keys: KeyRing['keys'], kid: string): Uint8Array {
  const key = Object.hasOwn(keys, kid) ? keys[kid] : undefined;
  if (key === undefined) throw new Error('No key of that id in the ring.');
  const bytes = fromBase64url(key);
  if (bytes.length < 32) throw new Error('A key of the ring is shorter than 32 bytes.');
  return bytes;
}

/** HMAC-SHA-256 of a text, base64url (43 characters). */
export async function hmac(key: Uint8Array, message: string): Promise<string> {
  const imported = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return toBase64url(await crypto.subtle.sign('HMAC', imported, new TextEncoder().encode(message)));
}

export const toBase64 = (bytes: ArrayBuffer | Uint8Array): string =>
  btoa(Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join(''));

export function toBase64url(bytes: ArrayBuffer | Uint8Array): string {
  return toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

export function fromBase64url(text: string): Uint8Array {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
}
