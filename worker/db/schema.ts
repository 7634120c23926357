import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { DeviceCheckResult, RecordingGap } from '../../wire/http.ts';
import {
  CHAT_ROOMS,
  DELETION_REASONS,
  GUEST_POLICIES,
  MAIL_KINDS,
  RECORDING_POLICIES,
  RECORDING_STATUSES,
  ROLES,
  RSVPS,
  SESSION_STATUSES,
  STUDY_STATES,
} from '../../wire/words.ts';

// Instants are UTC milliseconds. No ON DELETE CASCADE: a table re-creation by drizzle would empty the children.
const instant = (name: string) => integer(name);
const flag = (name: string) => integer(name, { mode: 'boolean' });

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

export const studies = sqliteTable(
  'studies',
  {
    id: text('id').primaryKey(),
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspaces.id),
    title: text('title').notNull(),
    about: text('about').notNull().default(''),
    lengthMinutes: integer('length_minutes').notNull(),
    instructions: text('instructions').notNull().default(''),
    sharesScreen: flag('shares_screen').notNull().default(false),
    consentVersion: integer('consent_version').notNull().default(1),
    consentText: text('consent_text').notNull(),
    guestPolicy: text('guest_policy', { enum: GUEST_POLICIES }).notNull().default('talk'),
    recordingPolicy: text('recording_policy', { enum: RECORDING_POLICIES }).notNull().default('automatic'),
    state: text('state', { enum: STUDY_STATES }).notNull().default('draft'),
    /** Its own retention, days; null: the workspace's. */
    retentionDays: integer('retention_days'),
    closedAt: instant('closed_at'),
    /** Each camera is kept as a file of its own beside the recording; voices always are. */
    separateCameras: flag('separate_cameras').notNull().default(false),
    createdBy: text('created_by')
      .notNull()
      .references(() => members.id),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    index('studies_workspace').on(t.workspaceId, t.createdAt),
    index('studies_closed')
      .on(t.closedAt)
      .where(sql`closed_at is not null`),
  ],
);

/** A person invited to Sessions of one workspace; one row per mail address there. */
export const participants = sqliteTable(
  'participants',
  {
    id: text('id').primaryKey(),
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspaces.id),
    email: text('email').notNull(),
    name: text('name').notNull(),
    zone: text('zone'),
    createdAt: instant('created_at').notNull(),
    /** 'Delete participant': name and address are gone since. */
    deletedAt: instant('deleted_at'),
  },
  (t) => [uniqueIndex('participants_email').on(t.workspaceId, t.email)],
);

export const sessions = sqliteTable(
  'sessions',
  {
    /** Also the public id in links. Not a secret. */
    id: text('id').primaryKey(),
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspaces.id),
    studyId: text('study_id')
      .notNull()
      .references(() => studies.id),
    participantId: text('participant_id')
      .notNull()
      .references(() => participants.id),
    hostId: text('host_id')
      .notNull()
      .references(() => members.id),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    zone: text('zone').notNull(),
    /** Raised by each reschedule; part of every mail's key. */
    scheduleVersion: integer('schedule_version').notNull().default(1),
    status: text('status', { enum: SESSION_STATUSES }).notNull().default('scheduled'),
    rsvp: text('rsvp', { enum: RSVPS }).notNull().default('none'),
    /** Links are derived: HMAC(LINK_KEYS[kid], kind | session | person | version). */
    linkKid: text('link_kid').notNull(),
    guestLinkVersion: integer('guest_link_version').notNull().default(1),
    participantLinkVersion: integer('participant_link_version').notNull().default(1),
    /** Raised by each change the Room must hear of (times, links, policies, consent); `planned` is the last it confirmed. */
    factsVersion: integer('facts_version').notNull().default(1),
    plannedVersion: integer('planned_version').notNull().default(0),
    /** When this schedule version was made. */
    scheduledAt: instant('scheduled_at').notNull().default(0),
    /** 'I'm running late', minutes. */
    lateMinutes: integer('late_minutes'),
    /** The Participant asked for another time: when, and what they wrote. Cleared when times are offered or it is moved. */
    timeAskedAt: instant('time_asked_at'),
    timeAskedNote: text('time_asked_note'),
    /** Instants (ms) the Participant may choose from. */
    offeredTimes: text('offered_times', { mode: 'json' })
      .$type<number[]>()
      .notNull()
      .default(sql`'[]'`),
    /** People in the Room right now, as the Room last said. */
    inside: integer('inside').notNull().default(0),
    completedAt: instant('completed_at'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    index('sessions_study').on(t.studyId, t.status, t.startsAt),
    index('sessions_due').on(t.status, t.startsAt),
    index('sessions_host').on(t.hostId, t.startsAt),
    index('sessions_participant').on(t.participantId),
  ],
);

/** Somebody's place in one Session. The cookie is opaque; its SHA-256 stands here. */
export const seats = sqliteTable(
  'seats',
  {
    id: text('id').primaryKey(),
    sessionId: text('session_id')
      .notNull()
      .references(() => sessions.id),
    role: text('role', { enum: ROLES }).notNull(),
    /** Member or participant id; null for a Guest. */
    personId: text('person_id'),
    name: text('name').notNull(),
    cookieHash: text('cookie_hash').notNull(),
    /** Version of the link by which the seat was taken; 0 for Researchers. */
    linkVersion: integer('link_version').notNull(),
    createdAt: instant('created_at').notNull(),
    revokedAt: instant('revoked_at'),
  },
  (t) => [uniqueIndex('seats_cookie').on(t.cookieHash), index('seats_session').on(t.sessionId)],
);

export const consents = sqliteTable(
  'consents',
  {
    sessionId: text('session_id')
      .notNull()
      .references(() => sessions.id),
    participantId: text('participant_id')
      .notNull()
      .references(() => participants.id),
    version: integer('version').notNull(),
    text: text('text').notNull(),
    /** False: takes part, but is not recorded. */
    recording: flag('recording').notNull().default(true),
    at: instant('at').notNull(),
    /** Taken back: what was recorded is deleted. */
    withdrawnAt: instant('withdrawn_at'),
  },
  (t) => [primaryKey({ columns: [t.sessionId, t.participantId, t.version] })],
);

/** Who was in, from and to, from the Room itself. One row per stay. */
export const attendance = sqliteTable(
  'attendance',
  {
    sessionId: text('session_id')
      .notNull()
      .references(() => sessions.id),
    seatId: text('seat_id').notNull(),
    role: text('role', { enum: ROLES }).notNull(),
    name: text('name').notNull(),
    cameAt: instant('came_at').notNull(),
    wentAt: instant('went_at'),
  },
  (t) => [primaryKey({ columns: [t.sessionId, t.seatId, t.cameAt] })],
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

/** What happened to a Session, for people to read. Append only. */
export const timeline = sqliteTable(
  'timeline',
  {
    id: text('id').primaryKey(),
    sessionId: text('session_id')
      .notNull()
      .references(() => sessions.id),
    at: instant('at').notNull(),
    kind: text('kind').notNull(),
    byName: text('by_name'),
    detail: text('detail', { mode: 'json' })
      .$type<Record<string, unknown>>()
      .notNull()
      .default(sql`'{}'`),
  },
  (t) => [index('timeline_session').on(t.sessionId, t.at)],
);

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
    reason: text('reason'),
    zeroAt: instant('zero_at'),
    startedAt: instant('started_at').notNull(),
  },
  (t) => [index('recording_tracks_recording').on(t.recordingId)],
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

/** What was said in the room's chats. Written by the Room, which keeps it while the Session lasts. */
export const chatLines = sqliteTable(
  'chat_lines',
  {
    id: text('id').primaryKey(),
    sessionId: text('session_id')
      .notNull()
      .references(() => sessions.id),
    seatId: text('seat_id').notNull(),
    role: text('role', { enum: ROLES }).notNull(),
    name: text('name').notNull(),
    room: text('room', { enum: CHAT_ROOMS }).notNull(),
    text: text('text').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('chat_lines_session').on(t.sessionId, t.at)],
);

/** Researchers' notes and markers ('' as text) at moments of a Session. */
export const notes = sqliteTable(
  'notes',
  {
    id: text('id').primaryKey(),
    sessionId: text('session_id')
      .notNull()
      .references(() => sessions.id),
    /** The member who wrote it. */
    memberId: text('member_id').notNull(),
    name: text('name').notNull(),
    text: text('text').notNull(),
    /** The moment it belongs to. */
    at: instant('at').notNull(),
    changedAt: instant('changed_at').notNull(),
  },
  (t) => [index('notes_session').on(t.sessionId, t.at)],
);

/** What a Participant's pre-call check found, days or minutes ahead. */
export const deviceChecks = sqliteTable(
  'device_checks',
  {
    id: text('id').primaryKey(),
    sessionId: text('session_id')
      .notNull()
      .references(() => sessions.id),
    seatId: text('seat_id').notNull(),
    at: instant('at').notNull(),
    result: text('result', { mode: 'json' }).$type<DeviceCheckResult>().notNull(),
  },
  (t) => [index('device_checks_session').on(t.sessionId, t.at)],
);
