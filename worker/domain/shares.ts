import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { AppError } from '../../wire/errors.ts';
import type { ShareBody, ShareRow } from '../../wire/http.ts';
import { DAY, SHARES_MAX } from '../../wire/limits.ts';
import { insertWhere } from '../db/insert-where.ts';
import { named } from '../db/named.ts';
import { members, recordings, recordingShares } from '../db/schema.ts';
import { toIso } from '../lib/clock.ts';
import { hashPasscode } from '../lib/passcode.ts';
import { randomId } from '../lib/random.ts';
import type { Ctx } from './context.ts';
import { findOwnRecording, readyFile } from './found-recording.ts';
import { currentLinkKid, shareSecret, shareUrl } from './links.ts';
import type { Researcher } from './people.ts';
import { noteTimelineIfChanged } from './timeline.ts';

/**
 * A link by which people without an account watch a recording, until it expires or is revoked.
 * AppError `not_found`, `recording_deleted`, `recording_not_ready`, `shares_full`.
 */
export async function createShare(
  ctx: Ctx,
  researcher: Researcher,
  recordingId: string,
  { days, passcode }: ShareBody,
): Promise<ShareRow> {
  const { db, env, now } = ctx;
  const found = await findOwnRecording(ctx, researcher, recordingId);
  readyFile(found);
  const row = {
    id: randomId(),
    recordingId,
    linkKid: currentLinkKid(env.LINK_KEYS),
    passcode: passcode === undefined ? null : await hashPasscode(passcode),
    createdBy: researcher.id,
    createdAt: now,
    expiresAt: now + days * DAY,
  };
  const isAlive = and(eq(recordingShares.recordingId, recordingId), aliveAt(now));
  const mayHold = sql`(select count(*) from ${recordingShares} where ${isAlive}) < ${SHARES_MAX}
    and exists (select 1 from ${recordings} where ${and(eq(recordings.id, recordingId), isNull(recordings.deletedAt))})`;
  const detail = {
    recording: recordingId,
    share: row.id,
    expiresAt: toIso(row.expiresAt),
    passcode: passcode !== undefined,
  };
  const [added] = await db.batch([
    insertWhere(db, recordingShares, row, mayHold).returning({ id: recordingShares.id }),
    noteTimelineIfChanged(ctx, found.session.id, 'recording_shared', researcher.name, detail),
  ]);
  if (added.length === 0) throw new AppError('shares_full');
  return findShareRow(ctx, row.id);
}

/** Is a share link good at that instant (UTC ms). */
export const aliveAt = (now: number): SQL | undefined =>
  and(isNull(recordingShares.revokedAt), gt(recordingShares.expiresAt, now));

/**
 * The link is dead at once, for whoever is watching too. Doing it twice changes nothing.
 * AppError `not_found` (also of other workspaces, or another recording's link), `recording_deleted`.
 */
export async function revokeShare(
  ctx: Ctx,
  researcher: Researcher,
  recordingId: string,
  id: string,
): Promise<ShareRow> {
  const { session } = await findOwnRecording(ctx, researcher, recordingId);
  const isIt = and(eq(recordingShares.id, id), eq(recordingShares.recordingId, recordingId));
  const detail = { recording: recordingId, share: id };
  const [, , [share]] = await ctx.db.batch([
    ctx.db
      .update(recordingShares)
      .set({ revokedAt: ctx.now })
      .where(and(isIt, isNull(recordingShares.revokedAt))),
    noteTimelineIfChanged(ctx, session.id, 'share_revoked', researcher.name, detail),
    selectShares(ctx, isIt),
  ]);
  if (!share) throw new AppError('not_found');
  return toShareRow(ctx, share);
}

/** The share links of a recording, newest first, dead ones too: who had access is part of its story. */
export async function listShares(ctx: Ctx, recordingId: string): Promise<ShareRow[]> {
  const rows = await selectShares(ctx, eq(recordingShares.recordingId, recordingId));
  return Promise.all(rows.map((row) => toShareRow(ctx, row)));
}

async function findShareRow(ctx: Ctx, id: string): Promise<ShareRow> {
  const [row] = await selectShares(ctx, eq(recordingShares.id, id));
  if (!row) throw new AppError('not_found');
  return toShareRow(ctx, row);
}

const ofViews = (what: string) =>
  sql`(select ${sql.raw(what)} from share_views v where v.share_id = ${recordingShares.id})`;

const selectShares = ({ db }: Ctx, where: SQL | undefined) =>
  db
    .select({
      share: named(recordingShares),
      by: named(members).name,
      views: ofViews('count(*)').mapWith(Number).as('views'),
      viewers: ofViews('count(distinct v.viewer_hash)').mapWith(Number).as('viewers'),
      lastViewAt: sql<number | null>`${ofViews('max(v.at)')}`.as('last_view_at'),
    })
    .from(recordingShares)
    .innerJoin(members, eq(members.id, recordingShares.createdBy))
    .where(where)
    .orderBy(desc(recordingShares.createdAt), sql`${recordingShares}.rowid desc`);
type Row = Awaited<ReturnType<typeof selectShares>>[number];

async function toShareRow({ env, now }: Ctx, { share, by, views, viewers, lastViewAt }: Row): Promise<ShareRow> {
  return {
    id: share.id,
    link: shareUrl(env.APP_ORIGIN, share.id, await shareSecret(env.LINK_KEYS, share)),
    by,
    createdAt: toIso(share.createdAt),
    expiresAt: toIso(share.expiresAt),
    hasPasscode: share.passcode !== null,
    state: share.revokedAt !== null ? 'revoked' : share.expiresAt > now ? 'alive' : 'expired',
    views,
    viewers,
    lastViewAt: lastViewAt === null ? null : toIso(lastViewAt),
  };
}
