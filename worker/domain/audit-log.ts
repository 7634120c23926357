import { and, desc, eq, ne, sql } from 'drizzle-orm';
import { AppError } from '../../wire/errors.ts';
import type { AuditRow } from '../../wire/http.ts';
import { auditLog, members } from '../db/schema.ts';
import { toIso } from '../lib/clock.ts';
import { randomId } from '../lib/random.ts';
import type { Ctx } from './context.ts';
import type { Researcher } from './people.ts';

/** More than anybody reads at once; the newest are the ones asked for. */
const SHOWN = 200;

/** A row of the audit log. `detail` holds ids and counts, never anybody's name or address. */
export const auditEntry = (
  ctx: Ctx,
  workspaceId: string,
  kind: string,
  { memberId = null, detail }: { memberId?: string | null; detail: Record<string, unknown> },
) => ({ id: randomId(), workspaceId, at: ctx.now, kind, memberId, detail });

/** What was done with people's data in the workspace, newest first. AppError `owner_only`. */
export async function listAuditLog({ db }: Ctx, { role, workspace }: Researcher): Promise<AuditRow[]> {
  if (role !== 'owner') throw new AppError('owner_only');
  const rows = await db
    .select({ entry: auditLog, by: members.name })
    .from(auditLog)
    .leftJoin(members, eq(members.id, auditLog.memberId))
    .where(and(eq(auditLog.workspaceId, workspace.id), ne(auditLog.kind, 'recording_deletion_begun')))
    .orderBy(desc(auditLog.at), sql`${auditLog}.rowid desc`)
    .limit(SHOWN);
  return rows.map(({ entry: { id, at, kind, detail }, by }) => ({ id, at: toIso(at), kind, by, detail }));
}
