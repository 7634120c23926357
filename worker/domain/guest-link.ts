import { and, eq, inArray, isNull, lt, notInArray, sql } from 'drizzle-orm';
import { AppError } from '../../wire/errors.ts';
import { seats, sessions } from '../db/schema.ts';
import type { Ctx } from './context.ts';
import { guestSecret, linkUrl } from './links.ts';
import type { Researcher } from './people.ts';
import { noteTimelineIfChanged } from './timeline.ts';

/**
 * 'Regenerate link' (PRODUCT.md, Links): from here on only the new link works, in D1 first and then in the Room, which
 * shows the old one's Guests out unless they are kept. AppError `not_found`, `conflict` (somebody was faster).
 */
export async function regenerateGuestLink(
  ctx: Ctx,
  researcher: Researcher,
  sessionId: string,
  keepGuests: boolean,
): Promise<{ guestLink: string }> {
  const { db, env } = ctx;
  const [session] = await db
    .select()
    .from(sessions)
    .where(and(eq(sessions.id, sessionId), eq(sessions.workspaceId, researcher.workspace.id)));
  if (!session) throw new AppError('not_found');
  const version = session.guestLinkVersion + 1;
  const [raised] = await db.batch([
    db
      .update(sessions)
      .set({ guestLinkVersion: version, factsVersion: sql`${sessions.factsVersion} + 1` })
      .where(and(eq(sessions.id, sessionId), eq(sessions.guestLinkVersion, session.guestLinkVersion)))
      .returning({ id: sessions.id }),
    noteTimelineIfChanged(ctx, sessionId, 'guest_link_regenerated', researcher.name, { keepGuests }),
  ]);
  if (raised.length === 0) throw new AppError('conflict');
  const { kept } = await env.ROOM.getByName(sessionId).regenerateGuestLink(version, keepGuests);
  await settleSeats(ctx, sessionId, version, kept);
  const secret = await guestSecret(env.LINK_KEYS, { ...session, guestLinkVersion: version });
  return { guestLink: linkUrl(env.APP_ORIGIN, sessionId, secret) };
}

/** Seats the Room kept move to the new version; the other Guests' are revoked (their version is dead already). */
async function settleSeats({ db, now }: Ctx, sessionId: string, version: number, kept: string[]): Promise<void> {
  const old = and(
    eq(seats.sessionId, sessionId),
    eq(seats.role, 'guest'),
    lt(seats.linkVersion, version),
    isNull(seats.revokedAt),
  );
  await db.batch([
    db
      .update(seats)
      .set({ linkVersion: version })
      .where(and(old, inArray(seats.id, kept))),
    db
      .update(seats)
      .set({ revokedAt: now })
      .where(and(old, notInArray(seats.id, kept))),
  ]);
}
