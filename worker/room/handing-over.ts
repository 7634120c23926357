import { toIso } from '../lib/clock.ts';
import type { Hall } from './hall.ts';
import { RECORDER_RESTS, type Candidate, type Recording } from './recording-director.ts';

/** From now on `to` records, in a segment of their own; whoever recorded until now stops at once. */
export function handOver(hall: Hall, recording: Recording, to: Candidate): void {
  const { recorder } = recording;
  if (recorder && recorder.seat !== to.seat) stopSegment(hall, recorder.seat, recording.id, recorder.segment);
  const { segment, opened } = open(hall, recording, to);
  setRecording(hall, { ...opened, recorder: { seat: to.seat, n: to.n, segment, since: hall.now() } });
}

/** `to` begins beside whoever records, who goes on until the first pieces of the new segment have landed: nothing is lost. */
export function passOn(hall: Hall, before: Recording, to: Candidate): void {
  const recording = before.next ? dropNext(hall, before) : before;
  const { segment, opened } = open(hall, recording, to);
  setRecording(hall, { ...opened, next: { seat: to.seat, n: to.n, segment, since: hall.now() } });
}

/** Their pieces land, or there is nobody else any more: the next one is the recorder, and the one before hands over what is left. */
export function promoteNext(hall: Hall, recording: Recording): void {
  const { next, recorder } = recording;
  if (!next) return;
  setRecording(hall, { ...recording, recorder: { ...next, since: hall.now() }, next: null });
  if (recorder) stopSegment(hall, recorder.seat, recording.id, recorder.segment);
}

/** The next one did not come to it, and rests: whoever records goes on, and nothing of the other segment is taken any more. */
export function dropNext(hall: Hall, recording: Recording): Recording {
  const { next } = recording;
  if (!next) return recording;
  hall.shelf.closeSegment(recording.id, next.segment, 0);
  const segments = recording.segments.filter((one) => one.segment !== next.segment);
  const dropped = { ...withRest(hall, recording, next.seat), segments, next: null };
  setRecording(hall, dropped);
  stopSegment(hall, next.seat, recording.id, next.segment);
  return dropped;
}

export function stopSegment(hall: Hall, seat: string, recording: string, segment: number): void {
  hall.sockets.tell(seat, { t: 'record_stop', recording, segment });
}

/** This seat's recorder failed, or fell silent: others come first for a while. */
export function withRest(hall: Hall, recording: Recording, seat: string): Recording {
  const now = hall.now();
  const resting = recording.resting.filter((one) => one.until > now && one.seat !== seat);
  return { ...recording, resting: [...resting, { seat, until: now + RECORDER_RESTS }] };
}

export function setRecording(hall: Hall, recording: Recording): void {
  hall.store.live({ recording });
}

export const isOwnSegment = (recording: Recording, seat: string, segment: number): boolean =>
  recording.segments.some((one) => one.seat === seat && one.segment === segment);

function open(hall: Hall, recording: Recording, to: Candidate): { segment: number; opened: Recording } {
  const now = hall.now();
  const segment = hall.shelf.openSegment(recording.id, now);
  hall.sockets.tell(to.seat, { t: 'record', recording: recording.id, segment, at: toIso(now) });
  return { segment, opened: { ...recording, segments: [...recording.segments, { seat: to.seat, segment }] } };
}
