import { and, eq, gte, inArray, lt, lte, or, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { HOUR, MINUTE } from '../../wire/limits.ts';
import { mails } from '../db/schema.ts';
import type { Ctx } from '../domain/context.ts';
import { logError, logEvent } from '../lib/log.ts';
import { composeMail } from './compose.ts';
import { transportFor } from './transport.ts';
import type { SendMail } from './outgoing.ts';

/** So many at once: each costs a handful of D1 queries and one call. */
const BATCH = 25;
/** And so many times over: well inside an invocation's limits, and over before the first claim would be taken for abandoned. */
const ROUNDS = 4;
/** A claim older than this belongs to a drain that died; a transport answers within seconds. */
const CLAIM_LEASE = 2 * MINUTE;
/** Tries are 1, 4, 16, 64 min and then hourly apart: about four hours, longer than a mail service is usually down. */
export const TRIES_MAX = 7;
export const backoff = (tries: number): number => Math.min(MINUTE * 4 ** (tries - 1), HOUR);

type MailRow = typeof mails.$inferSelect;

/** Sends what is due in the outbox, `BATCH` times `ROUNDS` mails at most. Any number of drains may run at once: a row is claimed first. */
export async function drainOutbox(ctx: Ctx, send: SendMail = transportFor(ctx.env)): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    const claimed = await claimMails(ctx);
    await Promise.all(claimed.map((mail) => sendOne(ctx, mail, send)));
    if (claimed.length < BATCH) return;
  }
}

/** Sends this one mail now, if it is due and nobody else is at it: 'Send now' waits behind no queue. */
export async function drainMail(ctx: Ctx, id: string, send: SendMail = transportFor(ctx.env)): Promise<void> {
  const claimed = await claimMails(ctx, eq(mails.id, id));
  await Promise.all(claimed.map((mail) => sendOne(ctx, mail, send)));
}

/** Takes due rows for this drain alone: one guarded statement, so two drains never get the same row. */
async function claimMails(ctx: Ctx, which?: SQL): Promise<MailRow[]> {
  const { db, now } = ctx;
  const abandoned = and(eq(mails.status, 'claimed'), lt(mails.claimedAt, now - CLAIM_LEASE));
  const due = db
    .select({ id: mails.id })
    .from(mails)
    .where(
      and(which, or(and(eq(mails.status, 'planned'), lte(mails.dueAt, now)), abandoned), lt(mails.tries, TRIES_MAX)),
    )
    .orderBy(mails.dueAt)
    .limit(BATCH);
  const [, claimed] = await db.batch([
    db
      .update(mails)
      .set({ status: 'failed', reason: 'It could not be sent, however often we tried.' })
      .where(and(abandoned, gte(mails.tries, TRIES_MAX))),
    db
      .update(mails)
      .set({ status: 'claimed', claimedAt: now, tries: sql`${mails.tries} + 1` })
      .where(inArray(mails.id, due))
      .returning(),
  ]);
  return claimed;
}

type Outcome =
  | { status: 'sent'; serviceId: string | null }
  | { status: 'skipped' | 'failed'; reason: string }
  | { status: 'planned'; reason: string; dueAt: number };

/** Composes, sends and writes down how it went. What the template was given is cleared once nobody can need it any more. */
async function sendOne(ctx: Ctx, row: MailRow, send: SendMail): Promise<void> {
  const outcome = await attempt(ctx, row, send);
  const isThisClaim = eq(mails.claimedAt, ctx.now);
  if (outcome.status !== 'sent')
    logEvent('mail_not_sent', { mail: row.id, kind: row.kind, tries: row.tries, ...outcome });
  await ctx.db
    .update(mails)
    .set({
      reason: null,
      ...outcome,
      ...(outcome.status === 'sent' ? { sentAt: ctx.now } : {}),
      ...(isDone(row, outcome) ? { data: {} } : {}),
    })
    .where(and(eq(mails.id, row.id), eq(mails.status, 'claimed'), eq(mails.tries, row.tries), isThisClaim));
}

/**
 * What failed, or a mail service took and may yet bounce, can be sent by 'Send now': but not sign-in links, which are nobody's
 * on a page, and soon dead.
 */
const isDone = ({ kind }: MailRow, outcome: Outcome): boolean => {
  if (outcome.status === 'planned') return false;
  if (kind === 'sign_in' || outcome.status === 'skipped') return true;
  return outcome.status === 'sent' && outcome.serviceId === null;
};

async function attempt(ctx: Ctx, row: MailRow, send: SendMail): Promise<Outcome> {
  try {
    const composed = await composeMail(ctx, row);
    if ('skip' in composed) return { status: 'skipped', reason: composed.skip };
    const sent = await send({ ...composed, key: keyOf(row), to: { email: row.toEmail, name: row.toName } });
    return sent.ok
      ? { status: 'sent', serviceId: sent.serviceId ?? null }
      : refused(ctx, row, sent.reason, sent.permanent);
  } catch (error) {
    logError('mail_failed', error, { mail: row.id, kind: row.kind });
    return refused(ctx, row, 'Something went wrong while the mail was written or sent.', false);
  }
}

/** A mail that came back and is sent again is another one to its mail service, or it would be taken for a repeat. */
const keyOf = ({ key, serviceId }: MailRow): string => (serviceId === null ? key : `${key}:after:${serviceId}`);

function refused(ctx: Ctx, row: MailRow, reason: string, permanent: boolean): Outcome {
  if (permanent || row.tries >= TRIES_MAX) return { status: 'failed', reason };
  return { status: 'planned', reason, dueAt: ctx.now + backoff(row.tries) };
}
