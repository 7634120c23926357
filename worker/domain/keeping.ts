import type { Ctx } from './context.ts';
import { logError } from '../lib/log.ts';
import { eraseMarked } from './deletion.ts';
import { markExpired, noticeExpiring } from './expiring.ts';

/** The minute cron's: notices of what falls due, what is due is marked, and what was deleted goes for good. */
export async function keepRecordings(ctx: Ctx): Promise<void> {
  const done = await Promise.allSettled([noticeExpiring(ctx), markExpired(ctx)]);
  for (const step of done) if (step.status === 'rejected') logError('retention_failed', step.reason);
  await eraseMarked(ctx);
}
