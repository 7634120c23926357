import type { Ctx } from './context.ts';
import { eraseMarked } from './deletion.ts';

/** The minute cron's: recordings that were deleted go for good. */
export async function keepRecordings(ctx: Ctx): Promise<void> {
  await eraseMarked(ctx);
}
