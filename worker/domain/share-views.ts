import { and, desc, eq, sql } from 'drizzle-orm';
import { AppError } from '../../wire/errors.ts';
import type { ShareView } from '../../wire/http.ts';
import { recordingShares, shareViews } from '../db/schema.ts';
import { toIso } from '../lib/clock.ts';
import type { Ctx } from './context.ts';
import { findOwnRecording } from './found-recording.ts';
import type { Researcher } from './people.ts';

/**
 * Who opened a share link, the newest `most`. Viewers are told apart by number, in the order in which they came; who they are
 * nobody knows. AppError `not_found` (also of other workspaces, or another recording's link), `recording_deleted`.
 */
export async function listViews(
  ctx: Ctx,
  researcher: Researcher,
  recordingId: string,
  shareId: string,
  most: number,
): Promise<ShareView[]> {
  await findOwnRecording(ctx, researcher, recordingId);
  const { db } = ctx;
  const isIt = and(eq(recordingShares.id, shareId), eq(recordingShares.recordingId, recordingId));
  const isOfIt = eq(shareViews.shareId, shareId);
  const viewers = db.$with('viewers').as(
    db
      .select({
        hash: shareViews.viewerHash,
        number: sql<number>`row_number() over (order by min(${shareViews.at}), min(${shareViews}.rowid))`.as('number'),
      })
      .from(shareViews)
      .where(isOfIt)
      .groupBy(shareViews.viewerHash),
  );
  const { id, at, browser } = shareViews;
  const [shares, views] = await db.batch([
    db.select({ id: recordingShares.id }).from(recordingShares).where(isIt),
    db
      .with(viewers)
      .select({ id, at, browser, viewer: viewers.number })
      .from(shareViews)
      .innerJoin(viewers, eq(viewers.hash, shareViews.viewerHash))
      .where(isOfIt)
      .orderBy(desc(at), sql`${shareViews}.rowid desc`)
      .limit(most),
  ]);
  if (shares.length === 0) throw new AppError('not_found');
  return views.map((view) => ({ ...view, at: toIso(view.at) }));
}
