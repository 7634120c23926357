import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** The service's key for webhooks: RSA-SHA256 (PKCS#1 v1.5) over the raw body, base64. */
export class Signing {
  readonly publicKey: string;
  readonly #key: KeyObject;
  readonly #wrongKey: KeyObject;

  /** With the PEM of a key that is known already, or one of its own. */
  constructor(pem: string | null = null) {
    this.#key = pem === null ? makeKey() : createPrivateKey(pem);
    this.#wrongKey = makeKey();
    this.publicKey = createPublicKey(this.#key).export({ type: 'spki', format: 'pem' }).toString();
  }

  get privateKey(): string {
    return this.#key.export({ type: 'pkcs8', format: 'pem' }).toString();
  }

  /** `wrongly`: by a key that is not the published one. */
  signatureOf(body: string, wrongly = false): string {
    return sign('sha256', Buffer.from(body), wrongly ? this.#wrongKey : this.#key).toString('base64');
  }
}

function makeKey(): KeyObject {
  return generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
}
