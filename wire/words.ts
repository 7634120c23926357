/** The product's words as they stand in the database and on the wire. */
export const ROLES = ['researcher', 'participant', 'guest'] as const;
export type Role = (typeof ROLES)[number];

export const STUDY_STATES = ['draft', 'live', 'closed'] as const;
export type StudyState = (typeof STUDY_STATES)[number];

/** 'talk': mic and camera allowed, off at entry; 'watch': no tile; 'wait': a lobby (PRODUCT.md, Joining). */
export const GUEST_POLICIES = ['talk', 'watch', 'wait'] as const;
export type GuestPolicy = (typeof GUEST_POLICIES)[number];

export const RECORDING_POLICIES = ['automatic', 'by_hand', 'off'] as const;
export type RecordingPolicy = (typeof RECORDING_POLICIES)[number];

/** What each person's own browser records of them, as files beside the recording; 'cameras': their voice with their camera. */
export const SEPARATE_TRACKS = ['off', 'voices', 'cameras'] as const;
export type SeparateTracks = (typeof SEPARATE_TRACKS)[number];

/** 'live' is not stored: a scheduled Session is shown as Live while somebody is in its Room. */
export const SESSION_STATUSES = ['scheduled', 'needs_review', 'completed', 'no_show', 'cancelled'] as const;
export type SessionStatus = (typeof SESSION_STATUSES)[number];

export const RSVPS = ['none', 'confirmed', 'declined'] as const;
export type Rsvp = (typeof RSVPS)[number];

export const RECORDING_STATUSES = ['recording', 'finishing', 'ready', 'failed'] as const;
export type RecordingStatus = (typeof RECORDING_STATUSES)[number];

export const MAIL_KINDS = [
  'sign_in',
  'invitation',
  'scheduled',
  'moved',
  'cancelled',
  'reminder_day',
  'reminder_hour',
  'time_asked',
  'times_offered',
  'recording_ready',
  'recording_failed',
  'recordings_expiring',
] as const;
export type MailKind = (typeof MAIL_KINDS)[number];

export const TRACK_KINDS = ['mic', 'cam', 'screen', 'screen_audio'] as const;
export type TrackKind = (typeof TRACK_KINDS)[number];

/** Where a chat message goes: to everybody in, or to Researchers and Guests only (PRODUCT.md, In the room). */
export const CHAT_ROOMS = ['all', 'backroom'] as const;
export type ChatRoom = (typeof CHAT_ROOMS)[number];

/** Why a recording's files were deleted. */
export const DELETION_REASONS = ['retention', 'withdrawn', 'participant_deleted', 'by_hand'] as const;
export type DeletionReason = (typeof DELETION_REASONS)[number];
