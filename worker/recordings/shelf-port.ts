import type { LandedFragment } from '../room/facts.ts';
import type { RecordingGap } from '../../wire/http.ts';
import type { Gap } from './mp4/layout.ts';
import type { Progress } from './progress.ts';
import type { WaitingRoom } from './waiting.ts';

export type { Gap };

/**
 * What a Room keeps of its recordings: which pieces have landed and how far the file is made.
 * All calls are synchronous (Durable Object SQLite) and idempotent; times are UTC ms given by the caller.
 */
export interface Shelf {
  /** A recording starts; keys of all its objects begin with `base` (keys.ts). `beside`: one person's track of that recording, whose file begins with it. Doing it twice changes nothing. */
  begin(recording: string, startedAtMs: number, base: string, beside?: string): void;
  /** A recorder is chosen: the number of its segment, 0 and up. AppError `not_found`, `recording_over`. */
  openSegment(recording: string, atMs: number): number;
  /** Nothing of this segment counts from that instant on, though its recorder may not have heard so yet. The first word stands. */
  endSegment(recording: string, segment: number, atMs: number): void;
  /** Nothing of this segment counts that lies later than so many ms after its opening: its recorder says that it is not at its time. */
  cutSegment(recording: string, segment: number, goodMs: number): void;
  /** The recorder says it has handed over pieces 0 to `fragments - 1`. The last word counts. AppError `not_found`. */
  closeSegment(recording: string, segment: number, fragments: number): void;
  /** No more of this segment is anywhere: what has landed is all there will be, holes and all. */
  settleSegment(recording: string, segment: number): void;
  /**
   * A piece has come, and is safe in the Room's storage when this answers. AppError `not_found`, `recording_over`,
   * `conflict` (same number, other bytes), `storage_full`.
   */
  add(fragment: LandedFragment, atMs: number): { savedMs: number; fresh: boolean };
  /** Up to where the recording is safe without a hole in the newest segment, ms from its start. */
  savedMs(recording: string): number;
  /** All that has landed, bytes. */
  bytes(recording: string): number;
  /** When the last new piece landed, or null. */
  lastLandedAt(recording: string): number | null;
  /** Every segment was closed and all that was announced is there. False while a vanished recorder, or its browser, has said nothing. */
  complete(recording: string): boolean;
  /** A Researcher wants no recording from now on; a rest that goes on goes on. */
  rest(recording: string, atMs: number): void;
  /** ... and again from now on. */
  wake(recording: string, atMs: number): void;
  /** Where time is missing in what has landed, and why; final once the recording is finished. */
  gaps(recording: string): RecordingGap[];
  /** A recording of which enough waits here for an object in the bucket (compact.ts), or null. */
  full(): string | null;
  /** Is anything of this recording kept here. */
  holds(recording: string): boolean;
  /** Id of the multipart upload its file is being stored by, or null. */
  openUpload(recording: string): string | null;
  /** Everything kept here of a recording goes: it was deleted. Doing it twice changes nothing. */
  forget(recording: string): void;
  waiting: WaitingRoom;
  /** How far the file is made: for finishStep only. */
  progress(recording: string): Progress;
}
