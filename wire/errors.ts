/**
 * Every error that can cross the wire: its HTTP status and the sentence a person reads.
 * Codes are snake_case and never change meaning; sentences may be improved.
 */
export const ERRORS = {
  bad_input: [400, 'Something in what was sent is missing or has the wrong form.'],
  body_too_large: [413, 'That is more than we take in one go.'],
  not_signed_in: [401, 'Please sign in first.'],
  not_yours: [403, 'You may not do that here.'],
  not_found: [404, 'We could not find that.'],
  too_many_tries: [429, 'Too many tries in a short time. Please wait a minute and try again.'],
  conflict: [409, 'Somebody else changed this in the meantime. Reload the page to see what it says now.'],
  internal: [500, 'Something went wrong on our side. It has been noted; please try again.'],

  sign_in_link_dead: [410, 'This sign-in link has been used or is older than 15 minutes. Ask for a new one.'],
  study_not_live: [409, 'Sessions can be scheduled only while the Study is Live.'],
  study_has_sessions: [409, 'A Study with Sessions still scheduled cannot be closed.'],
  too_soon: [422, 'A Session is booked at least 4 hours ahead.'],
  too_far: [422, 'A Session is booked at most 365 days ahead.'],
  in_the_past: [422, 'That time has already passed.'],
  bad_length: [422, 'A Session is 5 to 240 minutes long.'],
  bad_zone: [422, 'We do not know that time zone.'],
  not_scheduled: [409, 'This Session is no longer scheduled.'],
  too_late_to_change: [409, 'A Session can be moved or cancelled until 1 hour before its start.'],
  mail_stale: [409, 'This Session was changed after that mail was sent. Here is how things stand now.'],
  time_not_offered: [409, 'That time is no longer on offer. Please choose one of the others.'],
  late_not_now: [409, "'I'm running late' can be said from 1 hour before the start until 15 minutes after it."],
  not_reviewable: [409, 'Only a Session that is over can be marked as complete.'],
  not_reopenable: [409, 'Only a completed or no-show Session can be reopened.'],
  not_sendable: [409, 'That mail has left already, or must not leave any more.'],
  host_busy: [409, 'The host Researcher already has a Session at that time.'],

  link_dead: [404, 'This link no longer works.'],
  ticket_bad: [401, 'Your place in the room could not be checked. Reload the page to try again.'],
  room_not_open: [409, 'The room opens 10 minutes before the start.'],
  room_over: [410, 'This Session is over.'],
  room_full: [409, 'The room is full: 32 people can be in at once.'],
  name_needed: [422, 'Please give the name the others shall see.'],
  consent_needed: [422, 'Please agree to the consent text to join.'],
  consent_changed: [409, 'The consent text was changed meanwhile. Please read it again.'],
  not_allowed: [403, 'Your role in this room does not allow that.'],
  person_gone: [409, 'That person is no longer here.'],
  share_taken: [409, 'Somebody else is sharing their screen. Only one can at a time.'],
  notes_full: [409, 'This Session has as many notes as it can hold.'],
  not_in_room: [409, 'Join the room first.'],
  message_bad: [400, 'The room did not understand that message.'],
  message_too_large: [413, 'That message is too large for the room.'],
  too_many_messages: [429, 'That was too much at once. Slow down a little.'],
  media_unavailable: [503, 'The video service does not answer right now. We keep trying.'],
  media_denied: [503, 'The video service does not accept Fieldroom’s key. Whoever runs Fieldroom can renew it.'],
  media_refused: [409, 'The video service refused that. We try another way.'],

  fragment_bad: [422, 'That is not a piece of an mp4 recording.'],
  fragment_too_large: [413, 'A piece of a recording is at most 16 MiB.'],
  fragment_number_bad: [422, 'That piece of the recording has an impossible number.'],
  storage_full: [503, 'The recording cannot be stored right now. Your browser keeps it and tries again.'],
  recording_over: [409, 'This recording is already finished.'],
  recording_not_ready: [409, 'The recording is not ready yet.'],
  recording_deleted: [410, 'This recording was deleted.'],
  recording_not_failed: [409, 'Only a recording that failed can be tried again.'],
  clip_bad: [422, 'A clip is between 1 second and 30 minutes long and lies within the recording.'],
  shares_full: [409, 'This recording has 20 share links that work. Revoke one of them first.'],
  share_dead: [404, 'This link no longer works.'],
  passcode_needed: [401, 'This recording asks for a passcode.'],
  passcode_wrong: [403, 'That passcode is not right.'],
  owner_only: [403, 'Only an Owner of the workspace can do that.'],
  range_bad: [416, 'That part of the file does not exist.'],
} as const satisfies Record<string, readonly [status: number, sentence: string]>;

export type ErrorCode = keyof typeof ERRORS;

/** The body of every HTTP error answer. `detail` names the field, the clashing Session, the limit. */
export interface ErrorBody {
  error: { code: ErrorCode; message: string; detail?: Record<string, unknown> };
}

/** The one exception of the product: a code, an optional better sentence, optional detail. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly detail: Record<string, unknown> | undefined;

  constructor(code: ErrorCode, options: { message?: string; detail?: Record<string, unknown>; cause?: unknown } = {}) {
    super(options.message ?? ERRORS[code][1], { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.detail = options.detail;
  }

  get status(): number {
    return ERRORS[this.code][0];
  }
}
