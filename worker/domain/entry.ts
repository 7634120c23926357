import { and, eq, exists, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { AppError } from '../../wire/errors.ts';
import { insertWhere } from '../db/insert-where.ts';
import type { Db } from '../db/open.ts';
import { seats, sessions } from '../db/schema.ts';
import { randomId, randomToken, sha256 } from '../lib/random.ts';
import type { Ctx } from './context.ts';
import { selectFound } from './found-session.ts';
import type { FoundSession } from './found-session.ts';
import { whoseSecret } from './links.ts';
import { selectResearcher } from './people.ts';
import type { Researcher } from './people.ts';
import { pickSeat, selectSeats } from './seats.ts';
import type { Seat, SeatWish } from './seats.ts';

/** What a browser shows at a link: the secret of its URL, or what it has from before. */
export interface Entrant {
  secret: string | undefined;
  /** The seat this tab had before it was reloaded. */
  seat: string | undefined;
  seatCookies: string[];
  signInCookie: string | undefined;
}

/** Somebody at the door of a Session. `cookie` is set when the seat is new. */
export interface Entry {
  found: FoundSession;
  seat: Seat;
  cookie: string | null;
}

/** A seat to be taken when the browser does not hold it yet. */
type Claim = Pick<Seat, 'role' | 'personId' | 'name' | 'linkVersion'>;

/**
 * Lets a browser to the door of a Session, in two D1 round trips at most. Dead, unknown and malformed links do the same
 * work and get the same answer. AppError `link_dead`.
 */
export async function enterLink(ctx: Ctx, sessionId: string, entrant: Entrant): Promise<Entry> {
  const { found, held, researcher } = await lookUp(ctx, sessionId, entrant);
  const whose = await whoseSecret(ctx.env.LINK_KEYS, found?.session, entrant.secret ?? '');
  if (!found) throw new AppError('link_dead');
  const member = researcher?.workspace.id === found.session.workspaceId ? researcher : undefined;
  const { wish, claim } = identify(found, entrant, whose, member);
  // A Researcher's seat alone lets nobody in: the sign-in does (a shared computer, signed out).
  const usable = held.filter((seat) => seat.role !== 'researcher' || seat.personId === member?.id);
  const seat = wish && pickSeat(usable, wish);
  if (seat) return { found, seat, cookie: null };
  if (!claim) throw new AppError('link_dead');
  return { found, ...(await takeSeat(ctx, sessionId, claim)) };
}

/** Which seat is meant, and which may be taken when it is not held. */
function identify(
  found: FoundSession,
  { secret, seat }: Entrant,
  whose: 'participant' | 'guest' | null,
  member: Researcher | undefined,
): { wish?: SeatWish; claim?: Claim } {
  if (secret !== undefined) {
    const claim = whose && linkClaim(found, whose);
    return claim ? { wish: { role: claim.role }, claim } : {};
  }
  const claim: Claim | undefined = member && {
    role: 'researcher',
    personId: member.id,
    name: member.name,
    linkVersion: 0,
  };
  if (seat !== undefined) return { wish: { id: seat }, ...(claim ? { claim } : {}) };
  // A member who tried out the Guest link still comes in as Researcher by the plain address.
  return claim ? { wish: { role: 'researcher' }, claim } : { wish: {} };
}

function linkClaim({ session, participant }: FoundSession, whose: 'participant' | 'guest'): Claim {
  if (whose === 'guest') return { role: 'guest', personId: null, name: '', linkVersion: session.guestLinkVersion };
  const { id: personId, name } = participant;
  return { role: 'participant', personId, name, linkVersion: session.participantLinkVersion };
}

/** The seat is taken only while the link is still the Session's: a link regenerated since it was looked up is dead. */
async function takeSeat({ db, now }: Ctx, sessionId: string, claim: Claim): Promise<{ seat: Seat; cookie: string }> {
  const cookie = randomToken();
  const seat: Seat = { id: randomId(), sessionId, ...claim };
  const row = { ...seat, cookieHash: await sha256(cookie), createdAt: now };
  const [taken] = await insertWhere(db, seats, row, isStillLink(db, sessionId, claim)).returning({ id: seats.id });
  if (!taken) throw new AppError('link_dead');
  return { seat, cookie };
}

function isStillLink(db: Db, sessionId: string, { role, linkVersion }: Claim): SQL {
  const version = role === 'guest' ? sessions.guestLinkVersion : sessions.participantLinkVersion;
  const isCurrent = role === 'researcher' ? undefined : eq(version, linkVersion);
  return exists(
    db
      .select({ one: sql`1` })
      .from(sessions)
      .where(and(eq(sessions.id, sessionId), isCurrent)),
  );
}

async function lookUp(ctx: Ctx, sessionId: string, { seatCookies, signInCookie }: Entrant) {
  const { db } = ctx;
  const [seatHashes, signInHash] = await Promise.all([
    Promise.all(seatCookies.map(sha256)),
    sha256(signInCookie ?? ''),
  ]);
  const [[found], held, [researcher]] = await db.batch([
    selectFound(ctx, sessionId),
    selectSeats(ctx, sessionId, seatHashes),
    selectResearcher(ctx, signInHash),
  ]);
  return { found, held, researcher };
}
