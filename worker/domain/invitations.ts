import { and, asc, eq, gt, isNull } from 'drizzle-orm';
import { AppError } from '../../wire/errors.ts';
import type { Members } from '../../wire/http.ts';
import { INVITATION_LIFE } from '../../wire/limits.ts';
import { invitations, members } from '../db/schema.ts';
import { toIso } from '../lib/clock.ts';
import { parseKeyRing } from '../lib/keys.ts';
import { randomToken, sha256 } from '../lib/random.ts';
import { enqueueMail } from '../mail/outbox.ts';
import type { Ctx } from './context.ts';
import type { Researcher } from './people.ts';
import { signInToken } from './sign-in-token.ts';

/**
 * Mails an invitation into this workspace; its Owner only (PRODUCT.md, People). A newer one to the same address takes the place of
 * those before. AppError `not_yours`, `conflict` (a member already).
 */
export async function inviteMember(
  ctx: Ctx,
  researcher: Researcher,
  { email, name }: { email: string; name: string },
): Promise<void> {
  const { db, env, now } = ctx;
  const { workspace } = researcher;
  if (researcher.role !== 'owner') {
    throw new AppError('not_yours', { message: 'Only the Owner of the workspace can invite people.' });
  }
  const [member] = await db
    .select({ id: members.id })
    .from(members)
    .where(and(eq(members.email, email), eq(members.workspaceId, workspace.id)));
  if (member) throw new AppError('conflict', { message: `${email} belongs to this workspace already.` });
  const link = randomToken();
  const kid = parseKeyRing(env.LINK_KEYS).current;
  const tokenHash = await sha256(await signInToken(env.LINK_KEYS, kid, link));
  const expiresAt = now + INVITATION_LIFE;
  await db.batch([
    db
      .update(invitations)
      .set({ expiresAt: now })
      .where(and(isOpenInvitation(ctx, workspace.id), eq(invitations.email, email))),
    db
      .insert(invitations)
      .values({ tokenHash, workspaceId: workspace.id, email, name, invitedBy: researcher.id, expiresAt }),
    enqueueMail(ctx, {
      key: `invitation:${tokenHash}`,
      sessionId: null,
      kind: 'invitation',
      to: { email, name },
      data: { link, kid, expiresAt, inviter: researcher.name, workspace: workspace.name },
    }),
  ]);
}

/** The workspace's people and its open invitations, for any of its members. */
export async function listMembers(ctx: Ctx, { workspace }: Researcher): Promise<Members> {
  const { db } = ctx;
  const { id, name, email, role } = members;
  const [people, open] = await db.batch([
    db.select({ id, name, email, role }).from(members).where(eq(members.workspaceId, workspace.id)).orderBy(asc(name)),
    db.select().from(invitations).where(isOpenInvitation(ctx, workspace.id)).orderBy(asc(invitations.name)),
  ]);
  return {
    members: people,
    invitations: open.map(({ name, email, expiresAt }) => ({ name, email, expiresAt: toIso(expiresAt) })),
  };
}

/** Condition: an invitation into this workspace that may still be taken up. */
export const isOpenInvitation = ({ now }: Ctx, workspaceId: string) =>
  and(eq(invitations.workspaceId, workspaceId), isNull(invitations.usedAt), gt(invitations.expiresAt, now));
