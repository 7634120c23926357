import { fromBase64url, toBase64url } from './keys.ts';
import { isSame } from './random.ts';

/**
 * The most a deployment takes (github.com/cloudflare/workerd/issues/1346; a developer's machine takes more). Whoever stole the row
 * could not open the link by it anyway: that takes its secret too.
 */
const ROUNDS = 100_000;
const HASH_BITS = 256;

/** PBKDF2-HMAC-SHA-256 of a passcode with a salt of its own, as it may be stored: "<rounds>.<salt>.<hash>". */
export async function hashPasscode(passcode: string): Promise<string> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  return `${ROUNDS}.${toBase64url(salt)}.${await derive(passcode, salt, ROUNDS)}`;
}

/** Is this the passcode that was stored so. */
export async function isPasscode(passcode: string, stored: string): Promise<boolean> {
  const [rounds = '', salt = '', hash = ''] = stored.split('.');
  return isSame(await derive(passcode, fromBase64url(salt), Number(rounds)), hash);
}

/** The same letters typed on another keyboard may come as other code points: NFC makes them one. */
async function derive(passcode: string, salt: Uint8Array, iterations: number): Promise<string> {
  const bytes = new TextEncoder().encode(passcode.normalize('NFC'));
  const key = await crypto.subtle.importKey('raw', bytes, 'PBKDF2', false, ['deriveBits']);
  return toBase64url(
    await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations }, key, HASH_BITS),
  );
}
