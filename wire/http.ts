import * as v from 'valibot';
import {
  EMAIL_MAX,
  LATE_MINUTES,
  OFFERED_TIMES_MAX,
  REASON_MAX,
  RETENTION_MAX_DAYS,
  RETENTION_MIN_DAYS,
  LENGTH_MAX_MINUTES,
  LENGTH_MIN_MINUTES,
  NAME_MAX,
  NOTE_MAX,
  TEXT_MAX,
  TITLE_MAX,
} from './limits.ts';
import type {
  ChatRoom,
  GuestPolicy,
  MailKind,
  RecordingPolicy,
  Role,
  Rsvp,
  SeparateTracks,
  SessionStatus,
  StudyState,
} from './words.ts';
import type { RecordingRow } from './http-recordings.ts';
import { GUEST_POLICIES, RECORDING_POLICIES, SEPARATE_TRACKS } from './words.ts';

/** One line of text: trimmed, 1 to `max` characters (code points), no control characters (they break mail headers). */
const line = (max: number) =>
  v.pipe(
    v.string(),
    v.trim(),
    v.minLength(1),
    v.check((s) => [...s].length <= max, `At most ${max} characters.`),
    v.regex(/^[^\p{Cc}]*$/u, 'No line breaks or control characters.'),
  );
const text = (max: number) => v.pipe(v.string(), v.trim(), v.maxLength(max));
const email = v.pipe(v.string(), v.trim(), v.toLowerCase(), v.maxLength(EMAIL_MAX), v.email());
/** An instant as ISO 8601 with offset or Z, years 0000 to 9999, on a day the calendar has (Date.parse would move 30 February to March). */
const instant = v.pipe(v.string(), v.isoTimestamp(), v.check(isOnCalendar, 'There is no such day.'));
function isOnCalendar(iso: string): boolean {
  const [year = 0, month = 0, day = 0] = iso.slice(0, 10).split('-').map(Number);
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate() && !Number.isNaN(Date.parse(iso));
}
/** An IANA zone; whether it exists is the server's to say (`bad_zone`). */
const zone = v.pipe(v.string(), v.maxLength(64), v.regex(/^[A-Za-z0-9_+\-/]+$/));
const retentionDays = v.pipe(v.number(), v.integer(), v.minValue(RETENTION_MIN_DAYS), v.maxValue(RETENTION_MAX_DAYS));
const lengthMinutes = v.pipe(v.number(), v.integer(), v.minValue(LENGTH_MIN_MINUTES), v.maxValue(LENGTH_MAX_MINUTES));

export const SignInBody = v.strictObject({
  email,
  zone: v.optional(zone),
  next: v.optional(v.pipe(v.string(), v.maxLength(200), v.regex(/^\/(?!\/)/))),
});
export const SignInCompleteBody = v.strictObject({ token: v.pipe(v.string(), v.maxLength(100)) });
export const MeBody = v.strictObject({ name: v.optional(line(NAME_MAX)), zone: v.optional(zone) });

export const StudyBody = v.strictObject({
  title: line(TITLE_MAX),
  about: v.optional(text(TEXT_MAX), ''),
  lengthMinutes: v.optional(lengthMinutes, 45),
  instructions: v.optional(text(TEXT_MAX), ''),
  sharesScreen: v.optional(v.boolean(), false),
  consent: v.optional(text(TEXT_MAX)),
  guestPolicy: v.optional(v.picklist(GUEST_POLICIES), 'talk'),
  recordingPolicy: v.optional(v.picklist(RECORDING_POLICIES), 'automatic'),
  separateTracks: v.optional(v.picklist(SEPARATE_TRACKS), 'off'),
});
export const StudyPatch = v.partial(
  v.strictObject({
    title: line(TITLE_MAX),
    about: text(TEXT_MAX),
    lengthMinutes,
    instructions: text(TEXT_MAX),
    sharesScreen: v.boolean(),
    consent: v.pipe(text(TEXT_MAX), v.minLength(1)),
    guestPolicy: v.picklist(GUEST_POLICIES),
    recordingPolicy: v.picklist(RECORDING_POLICIES),
    /** null: the workspace's. */
    retentionDays: v.nullable(retentionDays),
    separateTracks: v.picklist(SEPARATE_TRACKS),
    state: v.picklist(['live', 'closed']),
  }),
);

const participant = v.strictObject({ name: line(NAME_MAX), email, zone: v.optional(zone) });
export const ScheduleBody = v.strictObject({ participant, startsAt: instant, lengthMinutes, zone });
/** 'Start now': an instant Session, where the workspace has relaxed the 4-hour rule. */
export const StartNowBody = v.strictObject({ participant, lengthMinutes, zone });
/** Which tab of a Study's Sessions. */
export const SessionsQuery = v.object({ tab: v.picklist(['ongoing', 'completed']) });
/** What the change was made against; an older one is refused with `conflict` and what changed. */
const scheduleVersion = v.pipe(v.number(), v.integer(), v.minValue(1));
const reason = v.optional(text(REASON_MAX), '');
/** Researcher: a new time for a Session (Scheduling rules 1 to 3). */
export const RescheduleBody = v.strictObject({ startsAt: instant, lengthMinutes, zone, scheduleVersion });
export const CancelBody = v.strictObject({ reason, scheduleVersion });
/** Researcher: times the Participant may choose from when moving the Session. An empty list withdraws them. */
export const OfferTimesBody = v.strictObject({
  times: v.pipe(v.array(instant), v.maxLength(OFFERED_TIMES_MAX)),
  scheduleVersion,
});
/** 'Reopen' asks why. */
export const ReopenBody = v.strictObject({ reason: v.pipe(text(REASON_MAX), v.minLength(1)) });
export const InviteBody = v.strictObject({ email, name: line(NAME_MAX) });
export const WithdrawInvitationBody = v.strictObject({ email });

/** Participant, from their mail: all under /api/j/:id with the seat that `exchange` gave. */
export const RsvpBody = v.strictObject({ answer: v.picklist(['confirmed', 'declined']), scheduleVersion });
export const ChooseTimeBody = v.strictObject({ startsAt: instant, scheduleVersion });
export const AskTimeBody = v.strictObject({ note: v.optional(text(REASON_MAX), ''), scheduleVersion });
/** 'I'm running late'. */
export const LateBody = v.strictObject({ minutes: v.picklist(LATE_MINUTES) });

export const RegenerateBody = v.strictObject({ keepGuests: v.boolean() });
export const WorkspacePatch = v.partial(
  v.strictObject({ name: line(NAME_MAX), relaxedBooking: v.boolean(), retentionDays }),
);
/** Link entry: the secret from the URL's fragment, or nothing (seat cookie, or a signed-in Researcher). */
export const EnterLinkBody = v.strictObject({
  /** Of any length and look: a malformed link is a dead one (404), no bad input (400). */
  secret: v.optional(v.string()),
  /** `seat.id` this tab was given before (sessionStorage): which seat is meant when one browser holds several. */
  seat: v.optional(v.pipe(v.string(), v.maxLength(64))),
});
/** For which of the browser's seats; without it the newest. */
export const TicketBody = v.strictObject({ seat: v.optional(v.pipe(v.string(), v.maxLength(64))) });

const deviceFinding = v.picklist(['ok', 'denied', 'missing', 'busy', 'unsupported', 'skipped']);
/** What a pre-call check found on the Participant's device. */
export const DeviceCheckBody = v.strictObject({
  camera: deviceFinding,
  /** 'silent': it opened, and nobody spoke into it. */
  microphone: v.picklist([...deviceFinding.options, 'silent']),
  /** Did they hear the tone. */
  speaker: v.picklist(['ok', 'not_heard', 'skipped']),
  /**
   * The way to the media service, as measured by a real connection. Where that can be made in a meeting only: 'reached', picture and
   * sound were not tried, and 'no_udp', what they travel by best does not get through.
   */
  network: v.strictObject({
    state: v.picklist(['ok', 'slow', 'reached', 'no_udp', 'blocked', 'skipped']),
    /** Round trip, ms. */
    rtt: v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(60_000))),
  }),
  /** Browser and system in words, e.g. "Safari 18 on iPhone". */
  browser: line(NAME_MAX),
});
export type DeviceCheckResult = v.InferOutput<typeof DeviceCheckBody>;

/** A new note at a moment, and a changed text. */
export const NoteBody = v.strictObject({ at: instant, text: text(NOTE_MAX) });
export const NotePatch = v.strictObject({ text: text(NOTE_MAX) });
/** A note or (without text) marker as the dashboard shows it; `mine`: may be changed by the reader. */
export interface NoteRow {
  id: string;
  by: string;
  mine: boolean;
  text: string;
  at: string;
}
export interface ChatRow {
  id: string;
  by: string;
  role: Role;
  room: ChatRoom;
  text: string;
  at: string;
}

export interface Me {
  member: { id: string; name: string; email: string; zone: string; role: 'owner' | 'researcher' };
  workspace: { id: string; name: string; relaxedBooking: boolean; retentionDays: number };
}

/** Who belongs to the workspace, and who is invited and has not come yet. */
export interface Members {
  members: { id: string; name: string; email: string; role: 'owner' | 'researcher' }[];
  invitations: { name: string; email: string; expiresAt: string }[];
}

export interface StudyRow {
  id: string;
  title: string;
  state: StudyState;
  lengthMinutes: number;
  /** Sessions not finished, Sessions finished, and the next start (ISO) if any. */
  ongoing: number;
  completed: number;
  nextStartsAt: string | null;
}

export interface Study {
  id: string;
  title: string;
  about: string;
  lengthMinutes: number;
  instructions: string;
  sharesScreen: boolean;
  consent: { version: number; text: string };
  guestPolicy: GuestPolicy;
  recordingPolicy: RecordingPolicy;
  retentionDays: number | null;
  /** Closed: until when its recordings are kept at least, ISO. */
  keptUntil: string | null;
  separateTracks: SeparateTracks;
  state: StudyState;
}

/** What 'Delete participant' takes away, in counts: `cancelled` are Sessions to come, `notes` those that name them. */
export interface ParticipantTraces {
  name: string;
  email: string;
  sessions: number;
  cancelled: number;
  recordings: number;
  chatLines: number;
  notes: number;
  mails: number;
}

/** What was done with people's data in the workspace. `by` null: Fieldroom by itself. */
export interface AuditRow {
  id: string;
  at: string;
  /** e.g. 'recording_deletion_asked', 'recording_deleted', 'participant_deleted', 'membership_ended'. */
  kind: string;
  by: string | null;
  /** Ids and counts, never a name or an address. */
  detail: Record<string, unknown>;
}

export interface SessionRow {
  id: string;
  studyId: string;
  /** `deleted`: name and address are gone, by 'Delete participant'. */
  participant: { id: string; name: string; email: string; deleted?: boolean };
  host: { id: string; name: string };
  startsAt: string;
  endsAt: string;
  zone: string;
  status: SessionStatus;
  rsvp: Rsvp;
  /** Sent back with each change. */
  scheduleVersion: number;
  /** The Participant said 'I'm running late', by so many minutes. */
  lateMinutes: number | null;
  /** The Participant asked for another time and has not been offered any since. */
  timeAsked: boolean;
  /** Somebody is in the Room right now. */
  live: boolean;
  completedAt: string | null;
  recording: RecordingRow | null;
  /** The newest pre-call check of the Participant. */
  deviceCheck: { at: string; result: DeviceCheckResult } | null;
}

export interface TimelineEntry {
  at: string;
  /** e.g. 'session_scheduled', 'mail_sent', 'guest_link_regenerated', 'joined', 'left', 'recording_started', 'ended_for_all', 'completed'. */
  kind: string;
  /** A person's name, or null for the system. */
  by: string | null;
  detail: Record<string, unknown>;
}

export interface MailRow {
  id: string;
  kind: MailKind;
  /** Name and address of whom it is for. */
  toName: string;
  to: string;
  /** 'planned' also for reminders that are still to come (then `id` is '' and 'Send now' is not offered). */
  status: 'planned' | 'sent' | 'failed' | 'skipped';
  /** When it left, failed, was skipped, or is to leave. */
  at: string;
  reason: string | null;
  /** 'Send now' makes sense. */
  canSend: boolean;
}

/** A mail on the workspace's page of mails that failed. */
export interface FailedMailRow extends MailRow {
  session: { id: string; participantName: string; startsAt: string } | null;
}

export interface SessionDetails extends SessionRow {
  study: { id: string; title: string };
  guestLink: string;
  researcherLink: string;
  /** Until when it can be moved or cancelled, ISO. */
  changeUntil: string;
  participantZone: string | null;
  offeredTimes: string[];
  /** What the Participant wrote when asking for another time. */
  timeAskedNote: string | null;
  timeline: TimelineEntry[];
  mails: MailRow[];
}

/** What the link page needs to draw itself and to go in: the one answer of the one call. */
export interface LinkView {
  session: {
    id: string;
    studyTitle: string;
    hostName: string;
    startsAt: string;
    endsAt: string;
    zone: string;
    /** ISO; the room opens now or then. */
    opensAt: string;
    state: 'early' | 'open' | 'over' | 'cancelled';
    sharesScreen: boolean;
    instructions: string;
    scheduleVersion: number;
  };
  /** For the Participant only: what the mail's page shows. */
  plan: {
    rsvp: Rsvp;
    changeUntil: string;
    offeredTimes: string[];
    timeAsked: boolean;
    lateMinutes: number | null;
    /** The Participant's own zone, or null: then the Session's. */
    zone: string | null;
    /** They agreed to being recorded and can take that back. */
    mayWithdraw: boolean;
  } | null;
  seat: { id: string; role: Role; /** '' while a Guest has not given one. */ name: string };
  guestPolicy: GuestPolicy;
  /** What each person's own browser records of them while the Session is recorded. */
  separateTracks: SeparateTracks;
  /** Will this Session be recorded when Researcher and Participant are in. */
  recorded: boolean;
  /** For Researchers: the Study records, by itself or by hand, and their browser may have to do it. */
  mayRecord: boolean;
  /** For the Participant only: the text to agree to; `agreed` when this version was agreed to before. */
  consent: {
    version: number;
    text: string;
    agreed: boolean;
    /** Their choice so far, true before they made one; null: there is none, nothing will be recorded. */
    recording: boolean | null;
  } | null;
  /** 60-second ticket for the Room's socket; '' when state is over or cancelled. */
  ticket: string;
  /** Who moves the tracks: negotiated through the Room, or a meeting of the service's own. */
  media: 'sfu' | 'kit';
  /** With 'kit': the host below which browsers find the service. */
  kitHost: string | null;
  iceServers: { urls: string | string[]; username?: string; credential?: string }[];
  /** Server's clock, ISO, for the countdown. */
  now: string;
}

/** Answer to what the Participant does from their mail: how things stand now. */
export type LinkStanding = Pick<LinkView, 'session' | 'plan' | 'now'>;

/** Answer to a fragment: how much of the recording is safe, ms. */
export interface FragmentLanded {
  savedMs: number;
}

export type SignInBody = v.InferOutput<typeof SignInBody>;
export type StudyBody = v.InferInput<typeof StudyBody>;
export type StudyPatch = v.InferInput<typeof StudyPatch>;
export type ScheduleBody = v.InferInput<typeof ScheduleBody>;
export type StartNowBody = v.InferInput<typeof StartNowBody>;
export type MeBody = v.InferInput<typeof MeBody>;
export type WorkspacePatch = v.InferInput<typeof WorkspacePatch>;
export type RescheduleBody = v.InferInput<typeof RescheduleBody>;
export type CancelBody = v.InferInput<typeof CancelBody>;
export type OfferTimesBody = v.InferInput<typeof OfferTimesBody>;
export type ReopenBody = v.InferInput<typeof ReopenBody>;
export type WithdrawInvitationBody = v.InferOutput<typeof WithdrawInvitationBody>;
export type NoteBody = v.InferInput<typeof NoteBody>;
export type NotePatch = v.InferInput<typeof NotePatch>;
export type InviteBody = v.InferInput<typeof InviteBody>;
export type RsvpBody = v.InferInput<typeof RsvpBody>;
export type ChooseTimeBody = v.InferInput<typeof ChooseTimeBody>;
export type AskTimeBody = v.InferInput<typeof AskTimeBody>;
export type LateBody = v.InferInput<typeof LateBody>;

export * from './http-recordings.ts';
