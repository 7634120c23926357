import { toBase64url } from './keys.ts';

/** 32 letters and digits without look-alikes: a byte's low 5 bits choose without bias. */
const ALPHABET = '23456789abcdefghijkmnpqrstuvwxyz';

/** A name for a row: 16 characters, 80 bits, fit for URLs. Not a secret. */
export const randomId = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => ALPHABET[byte & 31]).join('');

/** An opaque secret: 32 random bytes, base64url. */
export const randomToken = (): string => toBase64url(crypto.getRandomValues(new Uint8Array(32)));

/** SHA-256 of a text, hex. */
export async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Are two texts the same, in a time that depends on neither. Both are hashed first, so lengths tell nothing either. */
export async function isSame(a: string, b: string): Promise<boolean> {
  const [x, y] = await Promise.all([sha256(a), sha256(b)]);
  let difference = 0;
  for (let i = 0; i < x.length; i++) difference |= x.charCodeAt(i) ^ y.charCodeAt(i);
  return difference === 0;
}
