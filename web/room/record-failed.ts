import type { ClientMessageInput } from '../../wire/room.ts';

/** The wire's limit for the reason of a failed recording, characters. */
const REASON_MAX = 500;

/** What the Room is told when a segment, of the meeting or of a voice, cannot go on. */
export function recordFailed(
  { recording, segment }: { recording: string; segment: number },
  error: unknown,
): ClientMessageInput {
  const reason = error instanceof Error ? error.message : String(error);
  return { t: 'record_failed', recording, segment, reason: reason.slice(0, REASON_MAX) };
}
