import { timeline } from '../db/schema.ts';
import type { Ctx } from './context.ts';

/** A host control, as it stands in the timeline. `id` was made when it happened. */
export interface Hosted {
  id: string;
  kind: string;
  byName: string;
  detail: Record<string, unknown>;
}

/** A Researcher used a host control at `ctx.now`. Doing it twice changes nothing. */
export async function recordHosted({ db, now }: Ctx, sessionId: string, hosted: Hosted): Promise<void> {
  const { id, kind, byName, detail } = hosted;
  await db.insert(timeline).values({ id, sessionId, at: now, kind, byName, detail }).onConflictDoNothing();
}
