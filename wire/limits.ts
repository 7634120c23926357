/** Named limits that both sides know. ms unless the name says otherwise. Source: PRODUCT.md. */
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const BOOK_AHEAD_MIN = 4 * HOUR;
export const BOOK_AHEAD_MAX = 365 * DAY;
export const LENGTH_MIN_MINUTES = 5;
export const LENGTH_MAX_MINUTES = 240;

/** A Session can be rescheduled or cancelled until this long before its start (Scheduling rule 2). */
export const CHANGE_UNTIL = HOUR;
export const OFFERED_TIMES_MAX = 8;
/** What 'I'm running late' offers, minutes. */
export const LATE_MINUTES = [5, 10, 15] as const;
export const REASON_MAX = 500;

/** Reminders (PRODUCT.md, Mails): when before the start, and how far ahead a Session must have been scheduled to get one. */
export const REMINDER_DAY = DAY;
export const REMINDER_DAY_FROM = 26 * HOUR;
export const REMINDER_HOUR = HOUR;
export const REMINDER_HOUR_FROM = 90 * MINUTE;

/** The room opens this long before the start. */
export const OPENS_BEFORE = 10 * MINUTE;
/** ... and stays open this long after the scheduled end when nobody ended it. */
export const STAYS_OPEN_AFTER = 2 * HOUR;
/** A lost socket keeps its seat this long. */
export const SEAT_GRACE = 30_000;
/** A room empty this long, at or after the scheduled end, completes the Session. */
export const EMPTY_COMPLETES = 5 * MINUTE;

export const SIGN_IN_LINK_LIFE = 15 * MINUTE;
/** Somebody may be away for a few days before they read that they are invited. */
export const INVITATION_LIFE = 7 * DAY;
export const TICKET_LIFE_SECONDS = 60;
export const SEATS_MAX = 32;

export const NAME_MAX = 80;
export const TITLE_MAX = 120;
export const TEXT_MAX = 4_000;
export const EMAIL_MAX = 254;
/** JSON bodies, bytes. */
export const BODY_MAX_BYTES = 64 * 1024;
/** Room socket messages, bytes: an SDP offer of 32 people is below 200 kB. */
export const MESSAGE_MAX_BYTES = 256 * 1024;

/** One chat message, characters. */
export const CHAT_MAX = 2_000;
/** So many of the newest chat messages somebody is given who comes in. */
export const CHAT_GIVEN = 200;
export const NOTE_MAX = 4_000;
/** Notes of one Session: one every 5 seconds for 4 hours is below it. */
export const NOTES_MAX = 3_000;
/** A note belongs to the moment its writing began; nobody writes longer at one. ms */
export const NOTE_AGO_MAX = 15 * MINUTE;
/** What a Researcher tells somebody who waits to be let in, characters. */
export const HOLD_MAX = 300;

/** A fragment of a recording is 1 s of about 2 Mbit/s; this is 60 times as much. Bytes. */
export const FRAGMENT_MAX_BYTES = 16 * 1024 * 1024;
/** A fragment of one person's voice is 1 s of 128 kbit/s; this is sixteen times as much. Bytes. */
export const VOICE_FRAGMENT_MAX_BYTES = 256 * 1024;
/** One person's voice of one Session: nine hours. Bytes. */
export const VOICE_MAX_BYTES = 512 * 1024 * 1024;
/** A fragment of one person's camera is 1 s of about 2 Mbit/s at most; this is sixteen times as much. Bytes. */
export const CAMERA_FRAGMENT_MAX_BYTES = 4 * 1024 * 1024;
/** One person's camera of one Session: six hours at the highest rate, fifteen at the usual one. Bytes. */
export const CAMERA_MAX_BYTES = 6 * 1024 ** 3;
/** Fragments of one segment: 12 h at 1 s. */
export const FRAGMENT_NUMBER_MAX = 43_200;
/** A recorder takes seconds to begin, on a machine that starves perhaps a minute; a later beginning is a forgery. ms */
export const BEGAN_AFTER_MAX = 5 * MINUTE;
/** The REC sign alarms when nothing has landed for this long. */
export const RECORDING_ALARM_AFTER = 10_000;

/** Recordings are kept this many days after their Study closed, at least and at most; 0 would delete what was just made. */
export const RETENTION_MIN_DAYS = 1;
export const RETENTION_MAX_DAYS = 3_650;
/** Notice before recordings are deleted (PRODUCT.md, Recordings). */
export const RETENTION_NOTICE = 7 * DAY;
/** What a browser could not hand over of a recording stays there, and is welcome for so long after the file was made without it. */
export const LATE_PIECES_FOR = 7 * DAY;
/** A share link lives this many days, at least and at most. */
export const SHARE_MIN_DAYS = 1;
export const SHARE_MAX_DAYS = 90;
export const SHARES_MAX = 20;
/** So many views of a share link are listed at most. */
export const VIEWS_MAX = 500;
export const PASSCODE_MIN = 4;
export const PASSCODE_MAX = 64;
/** A clip, ms. */
export const CLIP_MIN = 1_000;
export const CLIP_MAX = 30 * MINUTE;
