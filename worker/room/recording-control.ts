import { AppError } from '../../wire/errors.ts';
import type { Hall } from './hall.ts';
import { dropNext, handOver, passOn, stopSegment } from './handing-over.ts';
import { noteHosted, personInside } from './hosting.ts';
import { beginCloud, restCloud } from './kit/cloud.ts';
import type { HostedKind } from './ledger.ts';
import { begin, sceneOf, showRecording } from './recording.ts';
import { control, type Recording, type RecordingWish } from './recording-director.ts';
import { chooseRecorder } from './recorder-choice.ts';
import type { SeatRecord } from './seat-record.ts';

/** A Researcher starts, stops, pauses or resumes the recording. AppError `conflict` with the sentence of what is missing. */
export function controlRecording(hall: Hall, byName: string, wish: RecordingWish): void {
  const word = control(sceneOf(hall), wish);
  const { recording } = hall.store.life();
  if (word.do === 'refuse') throw new AppError('conflict', { message: word.why });
  if (word.do === 'start') {
    if (hall.media.kind === 'kit') beginCloud(hall, byName);
    else begin(hall, word.by);
  } else if (word.do === 'go_on' && recording?.cloud) {
    restCloud(hall, recording, null);
    note(hall, 'recording_resumed', byName);
  } else if (word.do === 'go_on' && recording) {
    hall.shelf.wake(recording.id, hall.now());
    handOver(hall, { ...recording, rests: null }, word.by);
    note(hall, 'recording_resumed', byName);
  } else if (word.do === 'rest' && recording) {
    if (recording.cloud) restCloud(hall, recording, word.as);
    else rest(hall, recording, word.as);
    note(hall, word.as === 'paused' ? 'recording_paused' : 'recording_stopped', byName);
  }
  showRecording(hall);
}

/**
 * 'Record here', 'Let Bea record': the recording goes on in that browser as soon as its first pieces are there. AppError
 * `person_gone`, or `conflict` with the sentence why not.
 */
export function letRecord(hall: Hall, by: SeatRecord, n: number): void {
  if (hall.media.kind === 'kit') throw new AppError('conflict', { message: 'Here the video service records.' });
  const person = personInside(hall, n);
  const word = chooseRecorder(sceneOf(hall), person);
  const { recording } = hall.store.life();
  if (word.do === 'refuse') throw new AppError('conflict', { message: word.why });
  if (!recording || word.do === 'nothing') return;
  const chosen = { ...recording, chosen: person.seat };
  if (word.do === 'pass_on') passOn(hall, chosen, word.to);
  else dropNext(hall, chosen);
  noteHosted(hall, by, 'recorder_chosen', [person]);
  showRecording(hall);
}

/** The segment ends where it is; its last pieces land in their own time. */
function rest(hall: Hall, before: Recording, as: 'paused' | 'stopped'): void {
  const recording = dropNext(hall, before);
  const { id, recorder } = recording;
  hall.shelf.rest(id, hall.now());
  hall.store.live({ recording: { ...recording, recorder: null, rests: as } });
  if (recorder) stopSegment(hall, recorder.seat, id, recorder.segment);
}

function note(hall: Hall, kind: HostedKind, byName: string): void {
  hall.ledger.owe({ what: 'hosted', id: crypto.randomUUID(), kind, byName, detail: {} }, hall.now());
}
