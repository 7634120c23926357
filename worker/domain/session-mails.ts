import { sql } from 'drizzle-orm';
import type { MailKind } from '../../wire/words.ts';
import type { NewMail } from '../mail/outbox.ts';
import { enqueueMailWhere, mailKey } from '../mail/outbox.ts';
import type { Ctx } from './context.ts';
import type { FoundSession } from './found-session.ts';

/** A mail to one of a Session's two, as it stands in the outbox. `version` is the schedule's it tells of. */
export function sessionMail(
  { session, participant, host }: MailedSession,
  role: 'participant' | 'host',
  { kind, version, data = {} }: { kind: MailKind; version: number; data?: Record<string, unknown> },
): NewMail {
  const { email, name } = role === 'participant' ? participant : host;
  return {
    key: mailKey(session.id, version, kind, role === 'participant' ? role : host.id),
    sessionId: session.id,
    kind,
    to: { email, name },
    data: { ...data, role, scheduleVersion: version },
  };
}
interface MailedSession {
  session: { id: string };
  participant: { email: string; name: string };
  host: { id: string; email: string; name: string };
}

/** Statements: both its people are mailed, if the statement right before these in the batch changed a row. */
export const mailBothIfChanged = (ctx: Ctx, found: FoundSession, what: Parameters<typeof sessionMail>[2]) =>
  [
    enqueueMailWhere(ctx, sessionMail(found, 'participant', what), sql`changes() > 0`),
    enqueueMailWhere(ctx, sessionMail(found, 'host', what), sql`changes() > 0`),
  ] as const;
