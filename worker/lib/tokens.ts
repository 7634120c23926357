import { jwtVerify, SignJWT } from 'jose';
import { AppError } from '../../wire/errors.ts';
import { TICKET_LIFE_SECONDS } from '../../wire/limits.ts';
import type { TicketClaims } from '../room/facts.ts';
import { keyById, parseKeyRing } from './keys.ts';
import { randomId } from './random.ts';

const TICKET = { issuer: 'fieldroom', audience: 'room', typ: 'ws+jwt' } as const;

/** A ticket for the Room's socket: HS256 under the ring's current key, good for 60 s. `now` is UTC ms. */
export async function signTicket(ring: string, claims: Omit<TicketClaims, 'jti'>, now: number): Promise<string> {
  const { current, keys } = parseKeyRing(ring);
  const issuedAt = Math.floor(now / 1000);
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'HS256', kid: current, typ: TICKET.typ })
    .setIssuer(TICKET.issuer)
    .setAudience(TICKET.audience)
    .setJti(randomId())
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + TICKET_LIFE_SECONDS)
    .sign(keyById(keys, current));
}

/** The claims of a good ticket. `now` is UTC ms. AppError `ticket_bad`: forged, expired, of another key, kind or audience. */
export async function verifyTicket(ring: string, ticket: string, now: number): Promise<TicketClaims> {
  const { keys } = parseKeyRing(ring);
  try {
    const { payload } = await jwtVerify<TicketClaims>(ticket, (header) => keyById(keys, header.kid ?? ''), {
      algorithms: ['HS256'],
      issuer: TICKET.issuer,
      audience: TICKET.audience,
      typ: TICKET.typ,
      requiredClaims: ['seat', 'session', 'role', 'name', 'linkVersion', 'jti', 'exp'],
      currentDate: new Date(now),
    });
    const { seat, session, role, name, person, linkVersion, jti } = payload;
    return { seat, session, role, name, person, linkVersion, jti };
  } catch (cause) {
    throw new AppError('ticket_bad', { cause });
  }
}
