import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import * as v from 'valibot';
import type { Meeting, Participant } from './kit.ts';

const Claims = v.object({ orgId: v.string(), meetingId: v.string(), participantId: v.string() });
export type Claims = v.InferOutput<typeof Claims>;

/** Participants' tokens: JWTs of which the client reads `meetingId`, `orgId` and `participantId`. */
export class Tokens {
  readonly #key: Buffer;
  readonly #organization: string;
  /** For tests: no token is valid, whoever made it. */
  denies = false;

  /** With the base64 of a key that is known already, or one of its own. */
  constructor(organization: string, key: string | null = null) {
    this.#organization = organization;
    this.#key = key === null ? randomBytes(32) : Buffer.from(key, 'base64');
  }

  get key(): string {
    return this.#key.toString('base64');
  }

  mint(meeting: Meeting, participant: Participant): string {
    const claims = {
      orgId: this.#organization,
      meetingId: meeting.id,
      participantId: participant.id,
      presetId: participant.preset.id,
      iat: Math.floor(Date.now() / 1_000),
    };
    const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
    return `${signed}.${this.#sign(signed).toString('base64url')}`;
  }

  /** The claims of a token that is one of ours; null for any other. */
  read(token: string): Claims | null {
    if (this.denies) return null;
    const [header = '', payload = '', signature = ''] = token.split('.');
    const given = Buffer.from(signature, 'base64url');
    const expected = this.#sign(`${header}.${payload}`);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
    return v.parse(Claims, JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
  }

  #sign(text: string): Buffer {
    return createHmac('sha256', this.#key).update(text).digest();
  }
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
