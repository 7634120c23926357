import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { MAIL_KINDS } from '../../../wire/words.ts';
import { instant } from './columns.ts';
import { sessions } from './sessions.ts';

/** The outbox. A row's key is (session, schedule version, kind, person): what is there is sent once. */
export const mails = sqliteTable(
  'mails',
  {
    id: text('id').primaryKey(),
    key: text('key').notNull(),
    sessionId: text('session_id').references(() => sessions.id),
    kind: text('kind', { enum: MAIL_KINDS }).notNull(),
    toEmail: text('to_email').notNull(),
    toName: text('to_name').notNull(),
    /** What the template needs beyond the Session itself, e.g. the sealed sign-in token. */
    data: text('data', { mode: 'json' })
      .$type<Record<string, unknown>>()
      .notNull()
      .default(sql`'{}'`),
    status: text('status', { enum: ['planned', 'claimed', 'sent', 'failed', 'skipped'] })
      .notNull()
      .default('planned'),
    dueAt: instant('due_at').notNull(),
    claimedAt: instant('claimed_at'),
    tries: integer('tries').notNull().default(0),
    sentAt: instant('sent_at'),
    /** Id at the mail service, to match bounces. */
    serviceId: text('service_id'),
    reason: text('reason'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('mails_key').on(t.key),
    index('mails_due').on(t.status, t.dueAt),
    index('mails_session').on(t.sessionId),
  ],
);
