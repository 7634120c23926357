import type { Said } from '../../wire/room.ts';
import { recordingBase } from '../recordings/keys.ts';
import type { Hall } from './hall.ts';
import {
  dropNext,
  handOver,
  isOwnSegment,
  passOn,
  promoteNext,
  setRecording,
  stopSegment,
  withRest,
} from './handing-over.ts';
import { directCloud, stopCloud } from './kit/cloud.ts';
import { direct, nextCheckAt, RECORDED_WAIT, type Candidate, type Recording } from './recording-director.ts';
import { sceneOf, showRecording } from './recording-shown.ts';
import { endVoice, greetVoice, voiceOf, voiceRecorded } from './voices.ts';

export { sceneOf, shownRecording, showRecording } from './recording-shown.ts';

/** When the director should look again by himself. */
export const recorderCheckAt = (hall: Hall): number | null =>
  hall.media.kind === 'kit' ? null : nextCheckAt(sceneOf(hall));

/**
 * Brings the recording to what it should be, and tells everybody when what they are shown has changed.
 * `reloaded`: a seat whose page is new: if it was recording, it has to begin a new segment.
 */
export function directRecording(hall: Hall, reloaded?: string): void {
  if (reloaded !== undefined) endVoice(hall, reloaded);
  if (hall.media.kind === 'kit') return directCloud(hall);
  const before = hall.store.life().recording;
  if (before?.recorder && before.recorder.seat === reloaded) setRecording(hall, { ...before, recorder: null });
  if (before?.next && before.next.seat === reloaded) dropNext(hall, before);
  const direction = direct(sceneOf(hall));
  const { recording } = hall.store.life();
  if (direction.do === 'start') {
    begin(hall, direction.by);
  } else if (direction.do === 'hand_over' && recording) {
    const { recorder } = recording;
    handOver(hall, recorder ? withRest(hall, recording, recorder.seat) : recording, direction.to);
  } else if (direction.do === 'pass_on' && recording) {
    passOn(hall, recording, direction.to);
  } else if (direction.do === 'promote_next' && recording) {
    promoteNext(hall, recording);
  } else if (direction.do === 'drop_next' && recording) {
    giveUpNext(hall, recording);
    return directRecording(hall);
  } else if (direction.do === 'release' && recording) {
    setRecording(hall, { ...recording, recorder: null });
  }
  showRecording(hall);
}

export function begin(hall: Hall, by: Candidate): void {
  const id = crypto.randomUUID();
  const startedAt = hall.now();
  hall.shelf.begin(id, startedAt, recordingBase(hall.sessionId, id));
  const byName = hall.store.seat(by.seat)?.name ?? '';
  hall.ledger.owe({ what: 'recording_started', recording: id, byName }, startedAt);
  const fresh = { id, startedAt, phase: 'on', recorder: null, segments: [], resting: [], stoppedAt: null } as const;
  handOver(hall, { ...fresh, segments: [], resting: [] }, by);
}

/** Somebody is back whose segment went to another meanwhile: their recorder may still be running. */
export function greetRecorder(hall: Hall, seat: string): void {
  greetVoice(hall, seat);
  const { recording } = hall.store.life();
  if (!recording || recording.recorder?.seat === seat || recording.next?.seat === seat) return;
  const own = recording.segments.filter((one) => one.seat === seat).at(-1);
  if (own) stopSegment(hall, seat, recording.id, own.segment);
}

/** The recorder has handed over everything of a segment. */
export function recorded(hall: Hall, seat: string, word: Said<'recorded'>): void {
  const { recording: id, segment, fragments, goodMs } = word;
  if (voiceOf(hall, id)) {
    voiceRecorded(hall, seat, word);
    return showRecording(hall);
  }
  const { recording } = hall.store.life();
  if (!recording || recording.id !== id || !isOwnSegment(recording, seat, segment)) return;
  if (recording.phase === 'finishing' || recording.phase === 'done') return;
  if (goodMs !== undefined) hall.shelf.cutSegment(id, segment, goodMs);
  hall.shelf.closeSegment(id, segment, fragments);
  const isCurrent = recording.recorder?.seat === seat && recording.recorder.segment === segment;
  if (recording.phase === 'stopping') {
    if (hall.shelf.complete(id)) finish(hall);
    return;
  }
  // Stopped unasked, on the way out: another one goes on at once. Or this one does, in a new segment.
  const rested = goodMs === undefined ? withRest(hall, recording, seat) : recording;
  if (isCurrent) setRecording(hall, { ...rested, recorder: null });
  else if (isNext(recording, seat, segment)) dropNext(hall, recording);
  else return;
  directRecording(hall);
}

/** Who was to take over did not come to it. The Researchers hear of it when one of them had chosen so. */
function giveUpNext(hall: Hall, recording: Recording): void {
  const { next, recorder, chosen } = recording;
  dropNext(hall, recording);
  const nameOf = (seat: string) => hall.store.seat(seat)?.name ?? 'the other Researcher';
  if (!next || !recorder || chosen !== next.seat) return;
  const message = `${nameOf(next.seat)}’s browser did not begin to record. ${nameOf(recorder.seat)} goes on recording.`;
  hall.sockets.tellRoles(['researcher'], { t: 'error', code: 'conflict', message });
}

const isNext = ({ next }: Recording, seat: string, segment: number) => next?.seat === seat && next.segment === segment;

export function recordFailed(hall: Hall, seat: string, id: string, segment: number): void {
  const running = voiceOf(hall, id)?.running;
  if (running?.seat === seat && running.segment === segment) {
    endVoice(hall, seat, { failed: true });
    return showRecording(hall);
  }
  const { recording } = hall.store.life();
  if (recording?.id !== id) return;
  const { recorder } = recording;
  if (isNext(recording, seat, segment)) giveUpNext(hall, recording);
  else if (recorder?.seat !== seat || recorder.segment !== segment) return;
  else if (recording.phase === 'stopping') return finish(hall);
  else setRecording(hall, { ...withRest(hall, recording, seat), recorder: null });
  directRecording(hall);
}

/** The meeting is over: the recorder hands over what is left. Returns the seat that still has to. */
export function stopRecording(hall: Hall): string | null {
  const { recording: before } = hall.store.life();
  if (before?.phase !== 'on') return null;
  if (before.cloud) return stopCloud(hall, before);
  const recording = dropNext(hall, before);
  const { id, rests, segments } = recording;
  // Paused or stopped by hand a moment ago: the last pieces may still be on their way.
  const isRecent = hall.now() - (hall.shelf.lastLandedAt(id) ?? recording.startedAt) < RECORDED_WAIT;
  const isHandingOver = rests && isRecent && !hall.shelf.complete(id);
  const recorder = recording.recorder ?? (isHandingOver ? segments.at(-1) : undefined);
  setRecording(hall, { ...recording, phase: 'stopping', stoppedAt: hall.now() });
  if (!recorder) {
    finish(hall);
    return null;
  }
  stopSegment(hall, recorder.seat, recording.id, recorder.segment);
  showRecording(hall);
  return hall.sockets.inOf(recorder.seat) ? recorder.seat : null;
}

/** Until when last pieces are waited for; null: nothing is waited for. */
export function recordedUntil(hall: Hall): number | null {
  const { recording } = hall.store.life();
  if (recording?.phase !== 'stopping' || recording.cloud) return null;
  return Math.max(recording.stoppedAt ?? 0, hall.shelf.lastLandedAt(recording.id) ?? 0) + RECORDED_WAIT;
}

/** No more pieces: the file is made from now on, step by step in the alarm. */
export function finish(hall: Hall): void {
  const { recording } = hall.store.life();
  if (!recording || recording.phase === 'finishing' || recording.phase === 'done') return;
  hall.ledger.owe({ what: 'recording_finishing', recording: recording.id }, hall.now());
  hall.store.live({ recording: { ...recording, phase: 'finishing', recorder: null }, finishAt: hall.now() });
  showRecording(hall);
}
