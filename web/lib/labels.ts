import type {
  DeletionReason,
  GuestPolicy,
  MailKind,
  RecordingPolicy,
  SeparateTracks,
  Role,
  Rsvp,
  SessionStatus,
  StudyState,
} from '../../wire/words.ts';

/** The words on screen for the words on the wire (PRODUCT.md). */
export const STUDY_STATE_LABELS: Record<StudyState, string> = { draft: 'Draft', live: 'Live', closed: 'Closed' };

export const ROLE_LABELS: Record<Role, string> = {
  researcher: 'Researcher',
  participant: 'Participant',
  guest: 'Guest',
};

export const RSVP_LABELS: Record<Rsvp, string> = {
  none: 'No response from Participant',
  confirmed: 'Participant confirmed',
  declined: 'Participant declined',
};

export const SESSION_STATUS_LABELS: Record<SessionStatus, string> = {
  scheduled: 'Scheduled',
  needs_review: 'Needs review',
  completed: 'Completed',
  no_show: 'No-show',
  cancelled: 'Cancelled',
};

export const MAIL_LABELS: Record<MailKind, string> = {
  sign_in: 'Sign-in link',
  invitation: 'Invitation',
  scheduled: 'Session scheduled',
  moved: 'Session moved',
  cancelled: 'Session cancelled',
  reminder_day: 'Reminder, a day before',
  reminder_hour: 'Reminder, an hour before',
  time_asked: 'Another time asked for',
  times_offered: 'Other times offered',
  recording_ready: 'Recording ready',
  recording_failed: 'Recording failed',
  recordings_expiring: 'Recordings deleted soon',
};

/** Why a recording is no longer there. */
export const DELETION_SENTENCES: readonly (readonly [DeletionReason, string])[] = [
  ['retention', 'The time for which this Study keeps its recordings was over.'],
  ['withdrawn', 'The Participant withdrew their consent to be recorded.'],
  ['participant_deleted', 'All that was kept about the Participant was deleted.'],
  ['by_hand', 'An Owner of the workspace deleted it.'],
];

export const GUEST_POLICY_CHOICES: readonly { value: GuestPolicy; label: string; hint: string }[] = [
  {
    value: 'talk',
    label: 'Guests can talk',
    hint: 'They come in with camera and microphone off, and may turn them on.',
  },
  {
    value: 'watch',
    label: 'Guests can only watch',
    hint: 'No tile, no microphone, no camera. They may write in the chat.',
  },
  {
    value: 'wait',
    label: 'Guests wait to be let in',
    hint: 'They wait in a lobby until a Researcher admits each of them.',
  },
];

export const RECORDING_POLICY_CHOICES: readonly { value: RecordingPolicy; label: string; hint: string }[] = [
  {
    value: 'automatic',
    label: 'Automatic',
    hint: 'Starts by itself once a Researcher and the Participant, who has agreed, are both in.',
  },
  { value: 'by_hand', label: 'By hand', hint: 'A Researcher starts and stops it in the room.' },
  { value: 'off', label: 'Off', hint: 'Nothing is recorded.' },
];

/** A voice is 128 kbit/s: 58 MB an hour. A camera at the room's 640x360 is 700 kbit/s more: 370 MB with it. */
export const SEPARATE_TRACKS_CHOICES: readonly { value: SeparateTracks; label: string; hint: string }[] = [
  { value: 'off', label: 'Off', hint: 'One file with everybody in it.' },
  {
    value: 'voices',
    label: 'Voices',
    hint: 'Beside that file each person’s voice as a sound file of its own, to edit or transcribe. Their own browser records it: about 60 MB an hour for each, and as much of their upload.',
  },
  {
    value: 'cameras',
    label: 'Voices and cameras',
    hint: 'Beside that file each person’s camera with their voice as a video file of its own, to cut between people. Their own browser records it: about 370 MB an hour for each, and as much of their upload. Phones record the voice only.',
  },
];

export function labelOf<Value extends string>(
  choices: readonly { value: Value; label: string }[],
  value: Value,
): string {
  return choices.find((choice) => choice.value === value)?.label ?? value;
}
