import { sql } from 'drizzle-orm';
import { insertWhere } from '../db/insert-where.ts';
import { timeline } from '../db/schema.ts';
import { randomId } from '../lib/random.ts';
import type { Ctx } from './context.ts';

const entry = (
  ctx: Ctx,
  sessionId: string,
  kind: string,
  byName: string | null,
  detail: Record<string, unknown> = {},
) => ({ id: randomId(), sessionId, at: ctx.now, kind, byName, detail });

/** Statement to put in the `db.batch` of the change it tells of. `byName` null is the system itself. */
export const noteTimeline = (ctx: Ctx, ...what: TimelineWords) => ctx.db.insert(timeline).values(entry(ctx, ...what));

/** The same, but written only when the statement right before it in the batch changed a row. */
export const noteTimelineIfChanged = (ctx: Ctx, ...what: TimelineWords) =>
  insertWhere(ctx.db, timeline, entry(ctx, ...what), sql`changes() > 0`);

type TimelineWords = [sessionId: string, kind: string, byName: string | null, detail?: Record<string, unknown>];
