import type { SQL } from 'drizzle-orm';
import type { MailKind } from '../../wire/words.ts';
import { insertWhere } from '../db/insert-where.ts';
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
export const enqueueMail = (ctx: Ctx, mail: NewMail) =>
  ctx.db.insert(mails).values(rowOf(ctx, mail)).onConflictDoNothing({ target: mails.key });

/** The same, only where `condition` holds once the statements before it in the batch are done. */
export const enqueueMailWhere = (ctx: Ctx, mail: NewMail, condition: SQL) =>
  insertWhere(ctx.db, mails, rowOf(ctx, mail), condition).onConflictDoNothing({ target: mails.key });

const rowOf = (ctx: Ctx, mail: NewMail) => ({
  id: randomId(),
  key: mail.key,
  sessionId: mail.sessionId,
  kind: mail.kind,
  toEmail: mail.to.email,
  toName: mail.to.name,
  data: mail.data ?? {},
  dueAt: mail.dueAt ?? ctx.now,
  createdAt: ctx.now,
});
