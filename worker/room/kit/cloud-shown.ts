import type { RecordingState } from '../../../wire/room.ts';
import type { Scene } from '../recording-director.ts';

/** What everybody is shown of a recording that the service makes. What of it is safe, it does not say before the end. */
export function shownCloud({ recording, automatic, unrecorded }: Scene): RecordingState {
  const shown = { since: null, savedMs: 0, by: null };
  if (unrecorded && (recording === null || unrecorded === 'withdrawn')) {
    return { ...shown, state: 'off', why: unrecorded };
  }
  if (recording === null) return { ...shown, state: automatic ? 'waiting' : 'off' };
  const since = new Date(recording.startedAt).toISOString();
  if (recording.phase !== 'on') return { ...shown, state: 'finishing', since };
  if (recording.rests === 'paused') return { ...shown, state: 'paused', since };
  if (recording.rests === 'stopped') return { ...shown, state: 'off' };
  const { cloud } = recording;
  if (!cloud || cloud.id === null) return { ...shown, state: (cloud?.tried ?? 0) > 0 ? 'trouble' : 'waiting' };
  return { ...shown, state: cloud.tried > 0 ? 'trouble' : 'on', since };
}
