import { sql } from 'drizzle-orm';
import type { MailKind } from '../../wire/words.ts';
import { enqueueMailWhere } from '../mail/outbox.ts';
import type { Ctx } from './context.ts';
import type { FoundSession } from './found-session.ts';
import { sessionMail } from './mails.ts';
import type { MailReader } from './mails.ts';

/** A Session's two, as its mails address them. */
export const toParticipant = ({ participant: { email, name } }: FoundSession): MailReader => ({
  role: 'participant',
  email,
  name,
});
export const toHost = ({ host: { id, email, name } }: FoundSession): MailReader => ({ role: 'host', id, email, name });

interface SessionNews {
  kind: MailKind;
  /** Of the schedule the mail tells of. */
  version: number;
  extra: Record<string, unknown>;
}

/** Statements: both its people are mailed, if the statement right before these in the batch changed a row. */
export function mailBothIfChanged(ctx: Ctx, found: FoundSession, { kind, version, extra }: SessionNews) {
  const session = { id: found.session.id, scheduleVersion: version };
  return [
    enqueueMailWhere(ctx, sessionMail(kind, session, toParticipant(found), { extra }), sql`changes() > 0`),
    enqueueMailWhere(ctx, sessionMail(kind, session, toHost(found), { extra }), sql`changes() > 0`),
  ] as const;
}
