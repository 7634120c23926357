import { recordingBase } from '../recordings/keys.ts';
import type { Hall } from './hall.ts';
import { directCloud, stopCloud } from './kit/cloud.ts';
import {
  direct,
  nextCheckAt,
  RECORDED_WAIT,
  RECORDER_RESTS,
  type Candidate,
  type Recording,
} from './recording-director.ts';
import { sceneOf, showRecording } from './recording-shown.ts';

export { sceneOf, shownRecording, showRecording } from './recording-shown.ts';

/** When the director should look again by himself. */
export const recorderCheckAt = (hall: Hall): number | null =>
  hall.media.kind === 'kit' ? null : nextCheckAt(sceneOf(hall));

/**
 * Brings the recording to what it should be, and tells everybody when what they are shown has changed.
 * `reloaded`: a seat whose page is new: if it was recording, it has to begin a new segment.
 */
export function directRecording(hall: Hall, reloaded?: string): void {
  if (hall.media.kind === 'kit') return directCloud(hall);
  const before = hall.store.life().recording;
  if (before?.recorder && before.recorder.seat === reloaded) setRecording(hall, { ...before, recorder: null });
  const direction = direct(sceneOf(hall));
  const { recording } = hall.store.life();
  if (direction.do === 'start') {
    begin(hall, direction.by);
  } else if (direction.do === 'hand_over' && recording) {
    const rest = recording.recorder ? restOf(hall, recording.recorder.seat) : [];
    const resting = [...recording.resting.filter((one) => one.until > hall.now()), ...rest];
    handOver(hall, { ...recording, resting }, direction.to);
  } else if (direction.do === 'release' && recording) {
    setRecording(hall, { ...recording, recorder: null });
  }
  showRecording(hall);
}

const restOf = (hall: Hall, seat: string) => [{ seat, until: hall.now() + RECORDER_RESTS }];

export function begin(hall: Hall, by: Candidate): void {
  const id = crypto.randomUUID();
  const startedAt = hall.now();
  hall.shelf.begin(id, startedAt, recordingBase(hall.sessionId, id));
  const byName = hall.store.seat(by.seat)?.name ?? '';
  hall.ledger.owe({ what: 'recording_started', recording: id, byName }, startedAt);
  const fresh = { id, startedAt, phase: 'on', recorder: null, segments: [], resting: [], stoppedAt: null } as const;
  handOver(hall, { ...fresh, segments: [], resting: [] }, by);
}

export function handOver(hall: Hall, recording: Recording, to: Candidate): void {
  const now = hall.now();
  const segment = hall.shelf.openSegment(recording.id, now);
  const { recorder } = recording;
  if (recorder && recorder.seat !== to.seat) stopSegment(hall, recorder.seat, recording.id, recorder.segment);
  setRecording(hall, {
    ...recording,
    recorder: { seat: to.seat, n: to.n, segment, since: now },
    segments: [...recording.segments, { seat: to.seat, segment }],
  });
  hall.sockets.tell(to.seat, { t: 'record', recording: recording.id, segment });
}

export function stopSegment(hall: Hall, seat: string, recording: string, segment: number): void {
  hall.sockets.tell(seat, { t: 'record_stop', recording, segment });
}

/** Somebody is back whose segment went to another meanwhile: their recorder may still be running. */
export function greetRecorder(hall: Hall, seat: string): void {
  const { recording } = hall.store.life();
  if (!recording || recording.recorder?.seat === seat) return;
  const own = recording.segments.filter((one) => one.seat === seat).at(-1);
  if (own) stopSegment(hall, seat, recording.id, own.segment);
}

/** The recorder has handed over everything of a segment. */
export function recorded(hall: Hall, seat: string, id: string, segment: number, fragments: number): void {
  const { recording } = hall.store.life();
  if (!recording || recording.id !== id || !isOwnSegment(recording, seat, segment)) return;
  if (recording.phase === 'finishing' || recording.phase === 'done') return;
  hall.shelf.closeSegment(id, segment, fragments);
  const isCurrent = recording.recorder?.seat === seat && recording.recorder.segment === segment;
  if (recording.phase === 'stopping') {
    if (hall.shelf.complete(id)) finish(hall);
    return;
  }
  if (!isCurrent) return;
  // Stopped unasked: on the way out. Another one goes on at once.
  setRecording(hall, { ...recording, recorder: null, resting: [...recording.resting, ...restOf(hall, seat)] });
  directRecording(hall);
}

export function recordFailed(hall: Hall, seat: string, id: string, segment: number): void {
  const { recording } = hall.store.life();
  const { recorder } = recording ?? {};
  if (recording?.id !== id || recorder?.seat !== seat || recorder.segment !== segment) return;
  if (recording.phase === 'stopping') return finish(hall);
  setRecording(hall, { ...recording, recorder: null, resting: [...recording.resting, ...restOf(hall, seat)] });
  directRecording(hall);
}

/** The meeting is over: the recorder hands over what is left. Returns the seat that still has to. */
export function stopRecording(hall: Hall): string | null {
  const { recording } = hall.store.life();
  if (recording?.phase !== 'on') return null;
  if (recording.cloud) return stopCloud(hall, recording);
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

export const isOwnSegment = (recording: Recording, seat: string, segment: number): boolean =>
  recording.segments.some((one) => one.seat === seat && one.segment === segment);

function setRecording(hall: Hall, recording: Recording): void {
  hall.store.live({ recording });
}
