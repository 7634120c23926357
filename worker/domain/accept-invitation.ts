import { and, eq, exists, gt, isNull, ne, notExists, sql } from 'drizzle-orm';
import { AppError } from '../../wire/errors.ts';
import { insertWhere } from '../db/insert-where.ts';
import { invitations, members, signIns, studies } from '../db/schema.ts';
import { randomId } from '../lib/random.ts';
import type { Ctx } from './context.ts';
import { selectResearcher } from './people.ts';
import type { Researcher } from './people.ts';

interface Browser {
  cookieHash: string;
  /** UTC ms. */
  expiresAt: number;
}

/**
 * Turns the token of a mailed invitation into a member of that workspace and a signed-in browser, once. Somebody who owns a
 * workspace of their own without a Study comes over; one with Studies is not torn from them: AppError `conflict`.
 * null: no such invitation, or used, or too old.
 */
export async function acceptInvitation(ctx: Ctx, tokenHash: string, browser: Browser): Promise<Researcher | null> {
  const { db, now } = ctx;
  const good = and(eq(invitations.tokenHash, tokenHash), isNull(invitations.usedAt), gt(invitations.expiresAt, now));
  const [invitation] = await db.select().from(invitations).where(good);
  if (!invitation) return null;
  const { email, name, workspaceId, invitedBy } = invitation;
  const one = { one: sql`1` };
  const isGood = exists(db.select(one).from(invitations).where(good));
  const isTheirs = eq(members.email, email);
  const isKnown = exists(db.select(one).from(members).where(isTheirs));
  const isIn = exists(
    db
      .select(one)
      .from(members)
      .where(and(isTheirs, eq(members.workspaceId, workspaceId))),
  );
  const zone = sql`(select ${members.zone} from ${members} where ${members.id} = ${invitedBy})`;
  const member = { id: randomId(), workspaceId, email, name, zone, role: 'researcher' as const, createdAt: now };
  const memberId = sql`(select ${members.id} from ${members} where ${isTheirs})`;
  const [, , , used, [researcher], stillGood] = await db.batch([
    insertWhere(db, members, member, sql`${isGood} and not ${isKnown}`),
    db
      .update(members)
      .set({ workspaceId, role: 'researcher' })
      .where(and(isTheirs, ne(members.workspaceId, workspaceId), isGood, leavesNothingBehind(ctx))),
    insertWhere(db, signIns, { ...browser, memberId, createdAt: now }, sql`${isGood} and ${isIn}`),
    db.update(invitations).set({ usedAt: now }).where(and(good, isIn)).returning({ email: invitations.email }),
    selectResearcher(ctx, browser.cookieHash),
    db.select(one).from(invitations).where(good),
  ]);
  if (used.length > 0 && researcher) return researcher;
  // Still good, and yet of no use: the person is held elsewhere. Else another press was faster.
  if (stillGood.length > 0) {
    throw new AppError('conflict', {
      message: `${email} belongs to another workspace that has Studies. Ask to be invited with another address.`,
    });
  }
  return null;
}

/** Condition on a member: their workspace has no Study, and nobody else. */
function leavesNothingBehind({ db }: Ctx) {
  const others = sql`(select count(*) from ${members} as colleague where colleague.workspace_id = ${members.workspaceId})`;
  const own = db
    .select({ one: sql`1` })
    .from(studies)
    .where(eq(studies.workspaceId, members.workspaceId));
  return and(notExists(own), sql`${others} = 1`);
}
