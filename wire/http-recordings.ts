import * as v from 'valibot';
import type { ChatRow, NoteRow } from './http.ts';
import { PASSCODE_MAX, PASSCODE_MIN, SHARE_MAX_DAYS, SHARE_MIN_DAYS, VIEWS_MAX } from './limits.ts';
import type { DeletionReason, RecordingStatus, Role } from './words.ts';

export interface RecordingRow {
  id: string;
  status: RecordingStatus;
  durationMs: number | null;
  bytes: number | null;
  /** How far the file is made while 'finishing', 0 to 100. */
  percent: number | null;
  /** Deleted at (ISO), and why. */
  deleted: { at: string; why: DeletionReason } | null;
}

/** A stretch without recording, ms in the file: nothing arrived, the recorder had gone and the next one had to begin, or a Researcher paused it. */
export interface RecordingGap {
  fromMs: number;
  toMs: number;
  why: 'lost' | 'handover' | 'paused';
  /** So long a stretch, ms, was cut out of the file here, where it has none of its own (wire/file-time.ts). */
  cutMs?: number;
}

/** All that 'Watch' shows beside the file. `atMs`: ms in the file. */
export interface RecordingView extends RecordingRow {
  session: { id: string; studyId: string; studyTitle: string; participantName: string; startsAt: string; zone: string };
  /** Why it 'failed', a sentence. */
  reason: string | null;
  /** The instant of the file's first frame, ISO. */
  zeroAt: string;
  fileName: string;
  gaps: RecordingGap[];
  people: { name: string; role: Role; fromMs: number; toMs: number | null }[];
  notes: (NoteRow & { atMs: number })[];
  chat: (ChatRow & { atMs: number })[];
  tracks: TrackFile[];
  shares: ShareRow[];
}

/** One person's own voice or camera as a file beside the recording. */
export interface TrackFile {
  id: string;
  name: string;
  role: Role;
  /** 'cam': with their voice. */
  kind: 'mic' | 'cam';
  status: RecordingStatus;
  durationMs: number | null;
  bytes: number | null;
  /** How far the file is made while 'finishing', 0 to 100. */
  percent: number | null;
}

export interface ShareRow {
  id: string;
  link: string;
  by: string;
  createdAt: string;
  expiresAt: string;
  hasPasscode: boolean;
  /** 'dead': revoked or past its time. */
  state: 'alive' | 'revoked' | 'expired';
  views: number;
  viewers: number;
  lastViewAt: string | null;
}

/** One opening of a share link. `viewer`: 1 is the browser that opened it first. */
export interface ShareView {
  id: string;
  at: string;
  browser: string;
  viewer: number;
}
/** So many of the newest at most. */
export const ViewsQuery = v.object({
  most: v.pipe(v.string(), v.regex(/^\d{1,3}$/), v.transform(Number), v.minValue(1), v.maxValue(VIEWS_MAX)),
});

export const ShareBody = v.strictObject({
  days: v.pipe(v.number(), v.integer(), v.minValue(SHARE_MIN_DAYS), v.maxValue(SHARE_MAX_DAYS)),
  passcode: v.optional(v.pipe(v.string(), v.minLength(PASSCODE_MIN), v.maxLength(PASSCODE_MAX))),
});
/** From the share link's page: the secret of its fragment, once; afterwards a cookie. */
export const OpenShareBody = v.strictObject({
  secret: v.optional(v.string()),
  passcode: v.optional(v.pipe(v.string(), v.maxLength(PASSCODE_MAX))),
});
/** What somebody with a share link sees: no names but the Study's, no notes, no chat. */
export interface SharedRecording {
  studyTitle: string;
  startedAt: string;
  durationMs: number;
  gaps: RecordingGap[];
  expiresAt: string;
}
/** ms in the file. */
export const ClipQuery = v.object({
  from: v.pipe(v.string(), v.regex(/^\d{1,9}$/)),
  to: v.pipe(v.string(), v.regex(/^\d{1,9}$/)),
});

/** What would be deleted sooner by so many days: of one Study, or of all that follow the workspace. */
export const RetentionQuery = v.object({
  days: v.pipe(v.string(), v.regex(/^[1-9]\d{0,3}$/)),
  study: v.optional(v.pipe(v.string(), v.maxLength(64))),
});

/** What fewer days come to, before they are saved. */
export interface RetentionPreview {
  /** Recordings of closed Studies that would be deleted sooner than now. */
  recordings: number;
  /** When the first of them goes, and when the mail about it leaves (ISO). null: nothing goes sooner; of the mail also: it has left already. */
  deletedAt: string | null;
  noticeAt: string | null;
}

export type ShareBody = v.InferInput<typeof ShareBody>;
export type OpenShareBody = v.InferInput<typeof OpenShareBody>;
