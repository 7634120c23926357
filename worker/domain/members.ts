import { and, count, eq, exists, isNull, notExists, sql } from 'drizzle-orm';
import { AppError } from '../../wire/errors.ts';
import { insertWhere } from '../db/insert-where.ts';
import { auditLog, invitations, members, recordingShares, seats, sessions, signIns, workspaces } from '../db/schema.ts';
import { randomId } from '../lib/random.ts';
import type { Ctx } from './context.ts';
import { isOpenInvitation } from './invitations.ts';
import type { Researcher } from './people.ts';

/**
 * Ends a membership, at once and everywhere: signed out in every browser, seats dead, the share links they made revoked; from
 * then on in an empty workspace of their own. What they did stays under their name. The Owner's to do, never to oneself.
 * AppError `owner_only`, `not_found`, `conflict` (hosts Sessions still to come).
 */
export async function endMembership(ctx: Ctx, researcher: Researcher, memberId: string): Promise<void> {
  if (researcher.role !== 'owner') throw new AppError('owner_only');
  if (memberId === researcher.id) {
    throw new AppError('conflict', { message: 'You cannot remove yourself from your own workspace.' });
  }
  const { db, now } = ctx;
  const { workspace } = researcher;
  const isMember = and(eq(members.id, memberId), eq(members.workspaceId, workspace.id));
  const hosted = and(eq(sessions.hostId, memberId), eq(sessions.status, 'scheduled'));
  const one = { one: sql`1` };
  const mayGo = and(isMember, notExists(db.select(one).from(sessions).where(hosted)));
  const goes = exists(db.select(one).from(members).where(mayGo));
  const own = randomId();
  const hasGone = exists(
    db
      .select(one)
      .from(members)
      .where(and(eq(members.id, memberId), eq(members.workspaceId, own))),
  );
  const [[member], [busy], , gone] = await db.batch([
    db.select({ name: members.name }).from(members).where(isMember),
    db.select({ scheduled: count() }).from(sessions).where(hosted),
    insertWhere(db, workspaces, { id: own, name: sql`'My workspace'`, createdAt: now }, goes),
    db.update(members).set({ workspaceId: own, role: 'owner' }).where(mayGo).returning({ id: members.id }),
    db.delete(signIns).where(and(eq(signIns.memberId, memberId), hasGone)),
    db
      .update(seats)
      .set({ revokedAt: now })
      .where(and(eq(seats.personId, memberId), isNull(seats.revokedAt), hasGone)),
    db
      .update(recordingShares)
      .set({ revokedAt: now })
      .where(and(eq(recordingShares.createdBy, memberId), isNull(recordingShares.revokedAt), hasGone)),
    insertWhere(
      db,
      auditLog,
      {
        id: randomId(),
        workspaceId: workspace.id,
        at: now,
        kind: 'membership_ended',
        memberId: researcher.id,
        detail: { memberId },
      },
      hasGone,
    ),
  ]);
  if (!member) throw new AppError('not_found');
  if (gone.length > 0) return;
  const many = busy?.scheduled === 1 ? 'a Session that is' : `${busy?.scheduled ?? 0} Sessions that are`;
  throw new AppError('conflict', {
    message: `${member.name} hosts ${many} still scheduled. Cancel or finish ${busy?.scheduled === 1 ? 'it' : 'them'} first.`,
  });
}

/** Takes an open invitation back: its link is dead. Doing it twice changes nothing. AppError `owner_only`. */
export async function withdrawInvitation(ctx: Ctx, researcher: Researcher, email: string): Promise<void> {
  if (researcher.role !== 'owner') throw new AppError('owner_only');
  await ctx.db
    .update(invitations)
    .set({ expiresAt: ctx.now })
    .where(and(isOpenInvitation(ctx, researcher.workspace.id), eq(invitations.email, email)));
}
