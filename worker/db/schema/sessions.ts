import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { DeviceCheckResult } from '../../../wire/http.ts';
import {
  GUEST_POLICIES,
  RECORDING_POLICIES,
  ROLES,
  RSVPS,
  SEPARATE_TRACKS,
  SESSION_STATUSES,
  STUDY_STATES,
} from '../../../wire/words.ts';
import { flag, instant } from './columns.ts';
import { workspaces, members } from './workspace.ts';

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
    /** What each person's browser records of them, as files beside the recording. */
    separateTracks: text('separate_tracks', { enum: SEPARATE_TRACKS }).notNull().default('off'),
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
