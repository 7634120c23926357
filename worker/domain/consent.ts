import { consents } from '../db/schema.ts';
import type { Ctx } from './context.ts';
import { noteTimelineIfChanged } from './timeline.ts';

export interface Consent {
  participantId: string;
  /** As the timeline shows the Participant. */
  name: string;
  version: number;
  text: string;
}

/** The Participant agreed at `ctx.now`: which text, which version, when (PRODUCT.md, Joining). The first time counts. */
export async function recordConsent(ctx: Ctx, sessionId: string, consent: Consent): Promise<void> {
  const { participantId, name, version, text } = consent;
  await ctx.db.batch([
    ctx.db.insert(consents).values({ sessionId, participantId, version, text, at: ctx.now }).onConflictDoNothing(),
    noteTimelineIfChanged(ctx, sessionId, 'consented', name, { version }),
  ]);
}
