import type { RecordingState } from '../../../wire/room.ts';
import { deviceZone, showClock, showDuration } from '../../lib/time.ts';

/** A moment as the REC sign counts it, "12:41", or by the clock, "16:02", where nothing was recorded yet. */
export function momentOf(at: string, { since }: RecordingState): { text: string; isRecorded: boolean } {
  const into = since === null ? -1 : Date.parse(at) - Date.parse(since);
  return into < 0
    ? { text: showClock(at, deviceZone()), isRecorded: false }
    : { text: showDuration(into), isRecorded: true };
}
