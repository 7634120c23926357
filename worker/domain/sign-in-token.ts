import { hmac, keyById, parseKeyRing } from '../lib/keys.ts';

/**
 * The token of a mailed sign-in link, derived from the link's random id: D1 holds the id (until the mail has left) and the
 * token's hash, and neither of them signs anybody in without the key.
 */
export const signInToken = (ring: string, kid: string, link: string): Promise<string> =>
  hmac(keyById(parseKeyRing(ring).keys, kid), `sign_in|${link}`);
