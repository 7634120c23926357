import type { MailKind } from '../../wire/words.ts';
import { mails } from '../db/schema.ts';
import type { Ctx } from '../domain/context.ts';
import { randomId } from '../lib/random.ts';

export interface NewMail {
  /** `<session>:<scheduleVersion>:<kind>:<person>`: what is there already is not sent twice. */
  key: string;
  sessionId: string | null;
  kind: MailKind;
  to: { email: string; name: string };
  /** What the template needs beyond the Session itself; cleared once sent. */
  data?: Record<string, unknown>;
  /** UTC ms; now when left out. */
  dueAt?: number;
}

/** Key of a Session's mail (PRODUCT.md, Mails: once per Session, schedule version, kind and person). */
export const mailKey = (sessionId: string, scheduleVersion: number, kind: MailKind, personId: string): string =>
  `${sessionId}:${scheduleVersion}:${kind}:${personId}`;

/** Statement to put in the `db.batch` of the change that causes the mail. Harmless when done twice. */
export function enqueueMail(ctx: Ctx, mail: NewMail) {
  return ctx.db
    .insert(mails)
    .values({
      id: randomId(),
      key: mail.key,
      sessionId: mail.sessionId,
      kind: mail.kind,
      toEmail: mail.to.email,
      toName: mail.to.name,
      data: mail.data ?? {},
      dueAt: mail.dueAt ?? ctx.now,
      createdAt: ctx.now,
    })
    .onConflictDoNothing({ target: mails.key });
}
