import { and, eq, inArray, isNotNull, or, sql } from 'drizzle-orm';
import { AppError } from '../../wire/errors.ts';
import type { FailedMailRow, MailRow } from '../../wire/http.ts';
import { invitations, mails, members, participants, sessions } from '../db/schema.ts';
import { toIso } from '../lib/clock.ts';
import { enqueueMail, mailKey } from '../mail/outbox.ts';
import type { NewMail } from '../mail/outbox.ts';
import type { Ctx } from './context.ts';
import { isOwnNotice } from './expiring.ts';
import type { Researcher } from './people.ts';
import { remindersOf } from './reminders.ts';
import type { ReminderKind } from './reminders.ts';

/** Whom a Session's mail is for, and the `person` of its key: one Participant, one host. */
export type MailReader = { role: 'participant'; email: string; name: string } | ({ role: 'host' } & HostAddress);
interface HostAddress {
  id: string;
  email: string;
  name: string;
}

/**
 * A Session's mail of one kind for one person. `extra` is what its template needs beyond the Session: `reason` and `by` (a name) of
 * `cancelled`, `by` of `moved`. `again` tells apart two of one kind in one schedule version (`time_asked`, `times_offered`).
 */
export function sessionMail(
  kind: NewMail['kind'],
  session: { id: string; scheduleVersion: number },
  reader: MailReader,
  { extra = {}, again }: { extra?: Record<string, unknown>; again?: string | number } = {},
): NewMail {
  const key = mailKey(session.id, session.scheduleVersion, kind, reader.role === 'host' ? reader.id : 'participant');
  return {
    key: again === undefined ? key : `${key}:${again}`,
    sessionId: session.id,
    kind,
    to: { email: reader.email, name: reader.name },
    data: { role: reader.role, scheduleVersion: session.scheduleVersion, ...extra },
  };
}

/**
 * Puts both reminders of a kind into the outbox, once however often it is called; whoever calls drains. Whether they still
 * may leave is decided as they leave. AppError `not_found`.
 */
export async function enqueueReminders(
  ctx: Ctx,
  sessionId: string,
  kind: ReminderKind,
  scheduleVersion: number,
): Promise<void> {
  const [people] = await ctx.db
    .select({ participant: participants, host: members })
    .from(sessions)
    .innerJoin(participants, eq(participants.id, sessions.participantId))
    .innerJoin(members, eq(members.id, sessions.hostId))
    .where(eq(sessions.id, sessionId));
  if (!people) throw new AppError('not_found');
  const session = { id: sessionId, scheduleVersion };
  const { participant, host } = people;
  await ctx.db.batch([
    enqueueMail(
      ctx,
      sessionMail(kind, session, { role: 'participant', email: participant.email, name: participant.name }),
    ),
    enqueueMail(ctx, sessionMail(kind, session, { role: 'host', id: host.id, email: host.email, name: host.name })),
  ]);
}

type Mail = typeof mails.$inferSelect;
type Planned = Pick<typeof sessions.$inferSelect, 'id' | 'startsAt' | 'scheduledAt' | 'scheduleVersion' | 'status'>;

/** Every mail about a Session, those in the outbox and the reminders still to come, the first to leave first. */
export function mailRowsOf(
  session: Planned,
  people: { participant: { email: string; name: string }; host: HostAddress },
  outbox: readonly Mail[],
  now: number,
): MailRow[] {
  const readers: MailReader[] = [
    { role: 'participant', ...people.participant },
    { role: 'host', ...people.host },
  ];
  const keys = new Set(outbox.map(({ key }) => key));
  const coming = session.status === 'scheduled' ? remindersOf(session).filter(({ until }) => now < until) : [];
  const planned = coming.flatMap(({ kind, at }) =>
    readers
      .map((reader) => sessionMail(kind, session, reader))
      .filter(({ key }) => !keys.has(key))
      .map(({ to }): MailRow => ({ ...plannedRow, kind, toName: to.name, to: to.email, at: toIso(at) })),
  );
  return [...outbox.map(toMailRow), ...planned];
}

const plannedRow = { id: '', status: 'planned', reason: null, canSend: false } as const;

/** A claim is between two states nobody needs to know of: on its way is still planned. */
export function toMailRow(mail: Mail): MailRow {
  return {
    id: mail.id,
    kind: mail.kind,
    toName: mail.toName,
    to: mail.toEmail,
    status: mail.status === 'claimed' ? 'planned' : mail.status,
    at: toIso(mail.sentAt ?? (mail.status === 'planned' ? null : mail.claimedAt) ?? mail.dueAt),
    reason: mail.reason,
    canSend: mail.status === 'failed' || mail.status === 'planned',
  };
}

/** The workspace's mails that failed, the newest first: those of its Sessions, and its invitations. */
export async function listFailedMails(ctx: Ctx, { workspace }: Researcher): Promise<FailedMailRow[]> {
  const rows = await ctx.db
    .select({ mail: mails, session: sessions, participant: participants })
    .from(mails)
    .leftJoin(sessions, eq(sessions.id, mails.sessionId))
    .leftJoin(participants, eq(participants.id, sessions.participantId))
    .where(and(eq(mails.status, 'failed'), isOfWorkspace(ctx, workspace.id)))
    .orderBy(sql`${mails.dueAt} desc`)
    .limit(FAILED_SHOWN);
  return rows.map(({ mail, session, participant }) => ({
    ...toMailRow(mail),
    session:
      session && participant
        ? { id: session.id, participantName: participant.name, startsAt: toIso(session.startsAt) }
        : null,
  }));
}

/** More than anybody reads; a mail service that is down for a day fails about as many. */
const FAILED_SHOWN = 500;

/** 'Send now': a failed or waiting mail is due this instant, with all its tries. AppError `not_found`, `not_sendable`. */
export async function requeueMail(ctx: Ctx, { workspace }: Researcher, id: string): Promise<void> {
  const isOwn = and(eq(mails.id, id), isOfWorkspace(ctx, workspace.id));
  const [[known], requeued] = await ctx.db.batch([
    ctx.db.select({ id: mails.id }).from(mails).where(isOwn),
    ctx.db
      .update(mails)
      .set({ status: 'planned', dueAt: ctx.now, tries: 0, reason: null })
      .where(and(isOwn, inArray(mails.status, ['failed', 'planned'])))
      .returning({ id: mails.id }),
  ]);
  if (!known) throw new AppError('not_found');
  if (requeued.length === 0) throw new AppError('not_sendable');
}

/** One mail as the pages show it. AppError `not_found`. */
export async function getMail(ctx: Ctx, { workspace }: Researcher, id: string): Promise<MailRow> {
  const [mail] = await ctx.db
    .select()
    .from(mails)
    .where(and(eq(mails.id, id), isOfWorkspace(ctx, workspace.id)));
  if (!mail) throw new AppError('not_found');
  return toMailRow(mail);
}

/** Sign-in mails are nobody's: whether an address has an account is not to be found out. */
const isOfWorkspace = ({ db }: Ctx, workspaceId: string) => {
  const own = db.select({ id: sessions.id }).from(sessions).where(eq(sessions.workspaceId, workspaceId));
  const invited = db
    .select({ key: sql`'invitation:' || ${invitations.tokenHash}` })
    .from(invitations)
    .where(eq(invitations.workspaceId, workspaceId));
  return or(
    and(isNotNull(mails.sessionId), inArray(mails.sessionId, own)),
    and(eq(mails.kind, 'invitation'), inArray(mails.key, invited)),
    isOwnNotice(workspaceId),
  );
};
