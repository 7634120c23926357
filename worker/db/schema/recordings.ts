import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { RecordingGap } from '../../../wire/http.ts';
import { DELETION_REASONS, RECORDING_STATUSES, ROLES } from '../../../wire/words.ts';
import { instant } from './columns.ts';
import { workspaces, members } from './workspace.ts';
import { sessions } from './sessions.ts';

export const recordings = sqliteTable(
  'recordings',
  {
    id: text('id').primaryKey(),
    sessionId: text('session_id')
      .notNull()
      .references(() => sessions.id),
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspaces.id),
    status: text('status', { enum: RECORDING_STATUSES }).notNull().default('recording'),
    startedAt: instant('started_at').notNull(),
    /** The finished mp4 in the RECORDINGS bucket. */
    objectKey: text('object_key'),
    durationMs: integer('duration_ms'),
    bytes: integer('bytes'),
    reason: text('reason'),
    finishedAt: instant('finished_at'),
    /** How far the file is made while 'finishing', 0 to 100. */
    percent: integer('percent'),
    /** The instant of the file's first frame: time in the file is time in the Session. */
    zeroAt: instant('zero_at'),
    /** Stretches without recording, ms in the file. */
    gaps: text('gaps', { mode: 'json' })
      .$type<RecordingGap[]>()
      .notNull()
      .default(sql`'[]'`),
    /** Nobody sees it since, and why. */
    deletedAt: instant('deleted_at'),
    deletedWhy: text('deleted_why', { enum: DELETION_REASONS }),
    /** Every object that belonged to it is gone since; null while that is under way. */
    erasedAt: instant('erased_at'),
  },
  (t) => [
    index('recordings_session').on(t.sessionId),
    index('recordings_in_making')
      .on(t.startedAt)
      .where(sql`finished_at is null and deleted_at is null`),
    index('recordings_to_erase')
      .on(t.deletedAt)
      .where(sql`deleted_at is not null and erased_at is null`),
  ],
);

/** One person's own voice or camera as a file beside the recording, from their own browser. */
export const recordingTracks = sqliteTable(
  'recording_tracks',
  {
    id: text('id').primaryKey(),
    recordingId: text('recording_id')
      .notNull()
      .references(() => recordings.id),
    seatId: text('seat_id').notNull(),
    role: text('role', { enum: ROLES }).notNull(),
    name: text('name').notNull(),
    kind: text('kind', { enum: ['mic', 'cam'] }).notNull(),
    status: text('status', { enum: RECORDING_STATUSES }).notNull().default('recording'),
    objectKey: text('object_key'),
    durationMs: integer('duration_ms'),
    bytes: integer('bytes'),
    /** How far the file is made while 'finishing', 0 to 100. */
    percent: integer('percent'),
    reason: text('reason'),
    zeroAt: instant('zero_at'),
    startedAt: instant('started_at').notNull(),
  },
  (t) => [
    index('recording_tracks_recording').on(t.recordingId),
    index('recording_tracks_in_making')
      .on(t.startedAt)
      .where(sql`status in ('recording', 'finishing')`),
  ],
);

/** Links by which people without an account watch one recording. The secret is derived from id and `kid`, as all links. */
export const recordingShares = sqliteTable(
  'recording_shares',
  {
    id: text('id').primaryKey(),
    recordingId: text('recording_id')
      .notNull()
      .references(() => recordings.id),
    linkKid: text('link_kid').notNull(),
    /** PBKDF2 of the passcode with its salt, or null. */
    passcode: text('passcode'),
    createdBy: text('created_by')
      .notNull()
      .references(() => members.id),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    revokedAt: instant('revoked_at'),
  },
  (t) => [index('recording_shares_recording').on(t.recordingId)],
);

/** Who opened a share link: an opaque browser id, so that views are told from viewers. */
export const shareViews = sqliteTable(
  'share_views',
  {
    id: text('id').primaryKey(),
    shareId: text('share_id')
      .notNull()
      .references(() => recordingShares.id),
    viewerHash: text('viewer_hash').notNull(),
    browser: text('browser').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('share_views_share').on(t.shareId, t.at)],
);
