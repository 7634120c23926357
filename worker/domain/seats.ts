import { and, desc, eq, inArray, isNull } from 'drizzle-orm';
import { AppError } from '../../wire/errors.ts';
import type { Role } from '../../wire/words.ts';
import { seats, sessions } from '../db/schema.ts';
import { sha256 } from '../lib/random.ts';
import { signTicket } from '../lib/tokens.ts';
import type { Ctx } from './context.ts';

export interface Seat {
  id: string;
  sessionId: string;
  role: Role;
  /** Member or participant id; null for a Guest. */
  personId: string | null;
  /** '' while a Guest has not given one. */
  name: string;
  linkVersion: number;
}

/** Which of a browser's seats is meant: this one, or the one of this role, or else the newest. */
export interface SeatWish {
  id?: string | undefined;
  role?: Role | undefined;
}

/** Statement: the living seats in a Session that these cookies (hashed) hold, newest first. */
export const selectSeats = (ctx: Ctx, sessionId: string, cookieHashes: string[]) =>
  ctx.db
    .select({
      id: seats.id,
      sessionId: seats.sessionId,
      role: seats.role,
      personId: seats.personId,
      name: seats.name,
      linkVersion: seats.linkVersion,
      guestLinkVersion: sessions.guestLinkVersion,
      participantLinkVersion: sessions.participantLinkVersion,
    })
    .from(seats)
    .innerJoin(sessions, eq(sessions.id, seats.sessionId))
    .where(and(eq(seats.sessionId, sessionId), inArray(seats.cookieHash, cookieHashes), isNull(seats.revokedAt)))
    .orderBy(desc(seats.createdAt));
type SeatRow = Awaited<ReturnType<typeof selectSeats>>[number];

/** Is the link by which the seat was taken still the Session's link? */
export function isLinkCurrent(row: SeatRow): boolean {
  if (row.role === 'researcher') return true;
  return row.linkVersion >= (row.role === 'guest' ? row.guestLinkVersion : row.participantLinkVersion);
}

/** The seat meant among a browser's living ones. */
export function pickSeat(rows: SeatRow[], wish: SeatWish): Seat | undefined {
  const living = rows.filter(isLinkCurrent);
  if (wish.id !== undefined) return living.find((row) => row.id === wish.id);
  if (wish.role !== undefined) return living.find((row) => row.role === wish.role);
  return living[0];
}

/** The seat these cookies hold; of several wishes the first that can be had. AppError `link_dead`: none, revoked, or of an older link. One D1 query. */
export async function findSeat(
  ctx: Ctx,
  sessionId: string,
  cookies: string[],
  wish: SeatWish | SeatWish[] = {},
): Promise<Seat> {
  if (cookies.length === 0) throw new AppError('link_dead');
  const hashes = await Promise.all(cookies.map(sha256));
  const rows = await selectSeats(ctx, sessionId, hashes);
  const seat = [wish].flat().reduce<Seat | undefined>((found, one) => found ?? pickSeat(rows, one), undefined);
  if (!seat) throw new AppError('link_dead');
  return seat;
}

/** The 60-second ticket with which this seat opens the Room's socket. */
export const ticketFor = ({ env, now }: Ctx, seat: Seat): Promise<string> =>
  signTicket(
    env.TICKET_KEYS,
    {
      seat: seat.id,
      session: seat.sessionId,
      role: seat.role,
      name: seat.name,
      person: seat.personId,
      linkVersion: seat.linkVersion,
    },
    now,
  );
