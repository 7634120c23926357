import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { DAY } from '../wire/limits.ts';
import { ROLES } from '../wire/words.ts';
import type { Role } from '../wire/words.ts';
import type { HttpEnv } from './http.ts';

/** A signed-in browser stays so for a month at most: long enough not to annoy, short enough for a lost laptop. */
export const SIGN_IN_LIFE = 30 * DAY;
/** A seat's cookie outlives the longest wait between opening a link early and the Session, and then some. */
const SEAT_COOKIE_LIFE = 400 * DAY;

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

export function setSeatCookie(c: Context<HttpEnv>, sessionId: string, role: Role, token: string): void {
  const path = `/api/j/${sessionId}`;
  const maxAge = SEAT_COOKIE_LIFE / 1000;
  setCookie(c, seatName(role), token, { httpOnly: true, sameSite: 'Lax', path, secure: isHttps(c), maxAge });
}
