import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { flag, instant } from './columns.ts';

export const workspaces = sqliteTable('workspaces', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  /** PRODUCT.md, Scheduling rule 5: relaxes the 4-hour and 1-hour rules and allows 'Start now'. */
  relaxedBooking: flag('relaxed_booking').notNull().default(false),
  /** Recordings are deleted this many days after their Study closed (PRODUCT.md, Recordings). */
  retentionDays: integer('retention_days').notNull().default(365),
  createdAt: instant('created_at').notNull(),
});

export const members = sqliteTable(
  'members',
  {
    id: text('id').primaryKey(),
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspaces.id),
    email: text('email').notNull(),
    name: text('name').notNull(),
    zone: text('zone').notNull(),
    role: text('role', { enum: ['owner', 'researcher'] }).notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [uniqueIndex('members_email').on(t.email), index('members_workspace').on(t.workspaceId)],
);

/** Mailed sign-in links: only the SHA-256 of the token is kept. */
export const signInLinks = sqliteTable('sign_in_links', {
  tokenHash: text('token_hash').primaryKey(),
  email: text('email').notNull(),
  zone: text('zone').notNull(),
  next: text('next'),
  expiresAt: instant('expires_at').notNull(),
  usedAt: instant('used_at'),
});

/** Signed-in browsers: SHA-256 of the opaque cookie. */
export const signIns = sqliteTable(
  'sign_ins',
  {
    cookieHash: text('cookie_hash').primaryKey(),
    memberId: text('member_id')
      .notNull()
      .references(() => members.id),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [index('sign_ins_member').on(t.memberId)],
);

/** Mailed invitations into a workspace: only the SHA-256 of the token is kept. */
export const invitations = sqliteTable(
  'invitations',
  {
    tokenHash: text('token_hash').primaryKey(),
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspaces.id),
    email: text('email').notNull(),
    name: text('name').notNull(),
    invitedBy: text('invited_by')
      .notNull()
      .references(() => members.id),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
  },
  (t) => [index('invitations_workspace').on(t.workspaceId)],
);

/** What was done with people's data in a workspace. Append only, without anybody's name or address in it. */
export const auditLog = sqliteTable(
  'audit_log',
  {
    id: text('id').primaryKey(),
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspaces.id),
    at: instant('at').notNull(),
    kind: text('kind').notNull(),
    /** The member who did it; null: Fieldroom by itself. */
    memberId: text('member_id'),
    detail: text('detail', { mode: 'json' })
      .$type<Record<string, unknown>>()
      .notNull()
      .default(sql`'{}'`),
  },
  (t) => [index('audit_log_workspace').on(t.workspaceId, t.at)],
);
