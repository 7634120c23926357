import { and, eq, gt } from 'drizzle-orm';
import { AppError } from '../../wire/errors.ts';
import type { Me, MeBody, WorkspacePatch } from '../../wire/http.ts';
import { named } from '../db/named.ts';
import { members, signIns, workspaces } from '../db/schema.ts';
import { sha256 } from '../lib/random.ts';
import { isZone } from '../lib/zones.ts';
import type { Ctx } from './context.ts';

/** A signed-in member, as every dashboard verb gets it: `workspace.id` bounds all it may see. */
export interface Researcher {
  id: string;
  name: string;
  email: string;
  zone: string;
  role: 'owner' | 'researcher';
  workspace: { id: string; name: string; relaxedBooking: boolean; retentionDays: number };
}

const member = named(members);
const workspace = named(workspaces);

/** Who is signed in by this cookie. AppError `not_signed_in`. */
export async function findResearcher(ctx: Ctx, cookie: string | undefined): Promise<Researcher> {
  if (cookie === undefined) throw new AppError('not_signed_in');
  const [researcher] = await selectResearcher(ctx, await sha256(cookie));
  if (!researcher) throw new AppError('not_signed_in');
  return researcher;
}

/** Statement: the member signed in by a cookie of this hash, for a batch. */
export const selectResearcher = (ctx: Ctx, cookieHash: string) =>
  ctx.db
    .select({
      id: member.id,
      name: member.name,
      email: member.email,
      zone: member.zone,
      role: member.role,
      workspace: {
        id: workspace.id,
        name: workspace.name,
        relaxedBooking: workspace.relaxedBooking,
        retentionDays: workspace.retentionDays,
      },
    })
    .from(signIns)
    .innerJoin(members, eq(members.id, signIns.memberId))
    .innerJoin(workspaces, eq(workspaces.id, members.workspaceId))
    .where(and(eq(signIns.cookieHash, cookieHash), gt(signIns.expiresAt, ctx.now)));

export function toMe({ workspace, ...member }: Researcher): Me {
  return { member, workspace };
}

/** Changes the own name or zone. AppError `bad_zone`. */
export async function changeMe(ctx: Ctx, researcher: Researcher, body: MeBody): Promise<Me> {
  if (body.zone !== undefined && !isZone(body.zone)) throw new AppError('bad_zone', { detail: { zone: body.zone } });
  const name = body.name ?? researcher.name;
  const zone = body.zone ?? researcher.zone;
  await ctx.db.update(members).set({ name, zone }).where(eq(members.id, researcher.id));
  return toMe({ ...researcher, name, zone });
}

/** Changes the workspace; its Owner only (PRODUCT.md, People). AppError `not_yours`. */
export async function changeWorkspace(ctx: Ctx, researcher: Researcher, body: WorkspacePatch): Promise<Me> {
  if (researcher.role !== 'owner') {
    throw new AppError('not_yours', { message: 'Only the Owner of the workspace can change this.' });
  }
  const name = body.name ?? researcher.workspace.name;
  const relaxedBooking = body.relaxedBooking ?? researcher.workspace.relaxedBooking;
  const retentionDays = body.retentionDays ?? researcher.workspace.retentionDays;
  const changed = { name, relaxedBooking, retentionDays };
  await ctx.db.update(workspaces).set(changed).where(eq(workspaces.id, researcher.workspace.id));
  return toMe({ ...researcher, workspace: { id: researcher.workspace.id, ...changed } });
}
