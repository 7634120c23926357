import { sql } from 'drizzle-orm';
import { consents } from '../db/schema.ts';
import type { Ctx } from './context.ts';
import { noteTimelineIfChanged } from './timeline.ts';

export interface Consent {
  participantId: string;
  /** As the timeline shows the Participant. */
  name: string;
  version: number;
  text: string;
  /** False: takes part, and is not recorded. */
  recording?: boolean;
}

/** The Participant agreed at `ctx.now`: which text, which version, when (PRODUCT.md, Joining). The first time counts, and the last word on recording. */
export async function recordConsent(ctx: Ctx, sessionId: string, consent: Consent): Promise<void> {
  const { participantId, name, version, text, recording = true } = consent;
  await ctx.db.batch([
    ctx.db
      .insert(consents)
      .values({ sessionId, participantId, version, text, recording, at: ctx.now })
      .onConflictDoUpdate({
        target: [consents.sessionId, consents.participantId, consents.version],
        set: { recording },
        setWhere: sql`${consents.recording} <> excluded.recording and ${consents.withdrawnAt} is null`,
      }),
    noteTimelineIfChanged(ctx, sessionId, 'consented', name, { version, ...(recording ? {} : { recording }) }),
  ]);
}
