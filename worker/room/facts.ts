import type { GuestPolicy, RecordingPolicy, Role, SeparateTracks, SessionStatus } from '../../wire/words.ts';

/** What the Room knows of its Session, as D1 last said: enough for its agenda, its door and its recording. ms, UTC. */
export interface SessionFacts {
  sessionId: string;
  workspaceId: string;
  participantId: string;
  startsAt: number;
  endsAt: number;
  /** Rises with each change: facts that arrive late, after newer ones, are dropped. */
  factsVersion: number;
  scheduleVersion: number;
  /** When this schedule version was made: reminders depend on how far ahead that was. */
  scheduledAt: number;
  /** 'I'm running late': so much later is the no-show limit, minutes. */
  lateMinutes: number;
  status: SessionStatus;
  guestPolicy: GuestPolicy;
  recordingPolicy: RecordingPolicy;
  /** What each person's browser records of them beside the recording. */
  separateTracks?: SeparateTracks;
  guestLinkVersion: number;
  consent: { version: number; text: string };
  /** 'Delete participant': the Room keeps nothing of them. */
  participantDeleted?: boolean;
  /** The Participant took their consent to being recorded back. */
  withdrawn?: boolean;
}

/** What a ticket says of its bearer: signed by the route, trusted by the Room. */
export interface TicketClaims {
  seat: string;
  session: string;
  role: Role;
  name: string;
  /** Member or participant id, null for a Guest. */
  person: string | null;
  linkVersion: number;
  jti: string;
}

/** Error codes with which the Room refuses a fragment: answered, because an exception of a Room is noise in its log. */
export type FragmentRefusal = 'recording_over' | 'conflict' | 'not_found' | 'storage_full';

/** Whether a seat may hand over pieces: of the meeting with its picture, of its own voice alone, or with its own camera. */
export type RecordLeave =
  { refused: 'not_allowed' | 'recording_over' | 'storage_full' } | { takes: 'meeting' | 'voice' | 'camera' };

/** A fragment as the recordings route hands it to the Room. */
export interface LandedFragment {
  recording: string;
  segment: number;
  /** 0 is the head (ftyp + moov), 1 and up are moof + mdat. */
  number: number;
  seat: string;
  /** With a head: so many ms after it was asked to, the recorder began. */
  afterMs?: number;
  data: Uint8Array;
  bytes: number;
  /** SHA-256 of the bytes, hex: the same number with other bytes is refused. */
  sha256: string;
  /** The part of the sample table this fragment brings, as made by recordings/mp4/fragment.ts (of a head: its bytes). */
  table: Uint8Array;
}

/** A note written, changed or (null) deleted on the dashboard. `at` ISO. */
export interface NoteChange {
  id: string;
  memberId: string;
  note: { name: string; text: string; at: string } | null;
}

/** What the service that holds the meeting says has happened in it: a hint to look, never the truth. */
export interface KitEvent {
  /** Of this delivery. */
  uuid: string;
  /** The service's id of the meeting. */
  meeting: string;
}

/** The Room's remote procedures, called by domain verbs and routes: `env.ROOM.getByName(sessionId)`. */
export interface RoomRpc {
  /** The Session was scheduled or changed: store the facts and arm the one alarm. */
  plan(facts: SessionFacts): Promise<void>;
  /** Guest link regenerated: doors close, Guests inside go unless kept. Returns the seats that stay. */
  regenerateGuestLink(version: number, keepGuests: boolean): Promise<{ kept: string[] }>;
  /** 'I'm running late' by the Participant: shown in the room, extends the no-show limit. */
  late(minutes: number): Promise<void>;
  /** A note was changed on the dashboard, and D1 knows it: the Room's copy follows, Researchers inside see it. */
  noteChanged(change: NoteChange): Promise<void>;
  /** May this seat of this member hand over fragments of this recording or voice, and what is taken of them. */
  mayRecord(seat: string, recording: string, segment: number, person?: string | null): Promise<RecordLeave>;
  /** A fragment is kept, for good when this answers. Idempotent by number. `savedMs`: ms of recording that are safe. */
  fragmentLanded(fragment: LandedFragment): Promise<{ savedMs: number } | { refused: FragmentRefusal }>;
  /** The browser that recorded this segment in this seat, or another of this member, holds no more of it. */
  noMore(seat: string, recording: string, segment: number, person: string | null): Promise<void>;
  /** A recording that failed is made again. Returns false when it did not fail. */
  retryRecording(recording: string, byName: string): Promise<boolean>;
  /** The same of one person's own track beside it. */
  retryTrack(track: string, byName: string): Promise<boolean>;
  /** A recording is deleted: nothing of it is taken in or made any more, and the Room holds nothing of it when this answers. */
  dropRecording(recording: string): Promise<void>;
  /** 'Delete participant': the Room keeps nothing of them, and owes D1 nothing that says one of these full names. */
  forgetParticipant(names: string[]): Promise<void>;
  /** Something happened in the service's meeting. Twice, late or out of order: it only makes the Room look. */
  kitEvent(event: KitEvent): Promise<void>;
  /** 'Allow recording' by the Participant in this seat, who refused it. False when there is nothing to allow. */
  allowRecording(seat: string): Promise<boolean>;
  /** Ticket checked, socket accepted: `fetch` with the upgrade request. */
  fetch(request: Request): Promise<Response>;
}
