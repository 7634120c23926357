import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { DAY } from '../wire/limits.ts';
import { ROLES } from '../wire/words.ts';
import type { Role } from '../wire/words.ts';
import type { Opening } from './domain/open-share.ts';
import type { Seat } from './domain/seats.ts';
import { SIGN_IN_LIFE } from './domain/sign-in.ts';
import type { HttpEnv } from './http.ts';

/**
 * A Participant's and a Guest's cookie outlives the longest wait for a Session (365 days ahead). A Researcher's lives as
 * long as a Session can last: the sign-in gives a new one, and after signing out it shall not lie about.
 */
const SEAT_COOKIE_LIFE: Record<Role, number> = { researcher: DAY, participant: 400 * DAY, guest: 400 * DAY };

const isHttps = (c: Context<HttpEnv>) => c.env.APP_ORIGIN.startsWith('https:');
const signInName = (c: Context<HttpEnv>) => (isHttps(c) ? '__Host-fieldroom' : 'fieldroom');
const seatName = (role: Role) => `fieldroom_${role}`;

export const readSignInCookie = (c: Context<HttpEnv>): string | undefined => getCookie(c, signInName(c));

export function setSignInCookie(c: Context<HttpEnv>, token: string): void {
  const maxAge = SIGN_IN_LIFE / 1000;
  setCookie(c, signInName(c), token, { httpOnly: true, sameSite: 'Lax', path: '/', secure: isHttps(c), maxAge });
}

export const clearSignInCookie = (c: Context<HttpEnv>): void => {
  deleteCookie(c, signInName(c), { path: '/', secure: isHttps(c) });
};

/** One cookie per role: a browser with the Researcher's, Participant's and Guest's tabs open keeps all three seats. */
export const readSeatCookies = (c: Context<HttpEnv>): string[] =>
  ROLES.map((role) => getCookie(c, seatName(role))).filter((cookie) => cookie !== undefined);

export function setSeatCookie(c: Context<HttpEnv>, { sessionId, role }: Seat, token: string): void {
  const path = `/api/j/${sessionId}`;
  const maxAge = SEAT_COOKIE_LIFE[role] / 1000;
  setCookie(c, seatName(role), token, { httpOnly: true, sameSite: 'Lax', path, secure: isHttps(c), maxAge });
}

const SHARE_NAME = 'fieldroom_share';

export const readSharePass = (c: Context<HttpEnv>): string | undefined => getCookie(c, SHARE_NAME);

/** Sent back with requests of this share link only: two links watched in one browser know nothing of each other. */
export function setSharePass(c: Context<HttpEnv>, shareId: string, { pass, lifeMs }: Opening): void {
  const maxAge = Math.floor(lifeMs / 1000);
  setCookie(c, SHARE_NAME, pass, {
    httpOnly: true,
    sameSite: 'Lax',
    path: `/api/r/${shareId}`,
    secure: isHttps(c),
    maxAge,
  });
}
