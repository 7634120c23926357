import { generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** The service's key for webhooks: RSA-SHA256 (PKCS#1 v1.5) over the raw body, base64. */
export class Signing {
  readonly publicKey: string;
  readonly #key: KeyObject;
  readonly #wrongKey: KeyObject;

  constructor() {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    this.publicKey = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    this.#key = privateKey;
    this.#wrongKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  }

  /** `wrongly`: by a key that is not the published one. */
  signatureOf(body: string, wrongly = false): string {
    return sign('sha256', Buffer.from(body), wrongly ? this.#wrongKey : this.#key).toString('base64');
  }
}
