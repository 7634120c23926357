import { sql } from 'drizzle-orm';
import { timeline } from '../db/schema.ts';
import { randomId } from '../lib/random.ts';
import type { Ctx } from './context.ts';

/** Statement to put in the `db.batch` of the change it tells of. `byName` null is the system itself. */
export function noteTimeline(
  ctx: Ctx,
  sessionId: string,
  kind: string,
  byName: string | null,
  detail: Record<string, unknown> = {},
) {
  return ctx.db.insert(timeline).values({ id: randomId(), sessionId, at: ctx.now, kind, byName, detail });
}

/** The same, but written only when the statement right before it in the batch changed a row. */
export function noteTimelineIfChanged(
  ctx: Ctx,
  sessionId: string,
  kind: string,
  byName: string | null,
  detail: Record<string, unknown> = {},
) {
  const row = sql`${randomId()}, ${sessionId}, ${ctx.now}, ${kind}, ${byName}, ${JSON.stringify(detail)}`;
  return ctx.db.insert(timeline).select(sql`select ${row} where changes() > 0`);
}
