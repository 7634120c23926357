import { recordingBase, trackBase } from '../recordings/keys.ts';
import { abortUpload } from '../recordings/erase.ts';
import type { Hall } from './hall.ts';
import { dropNext, stopSegment } from './handing-over.ts';
import { haltCloud } from './kit/cloud.ts';
import { forgetCopy } from './kit/fetching.ts';
import { FILES } from './queues.ts';
import { showRecording } from './recording.ts';
import { voicesOf } from './voices.ts';

/**
 * A recording is to be deleted: nothing more of it is taken in, no step of its file is under way when this answers, and the Room
 * holds nothing of it any more. What lies in the bucket is the caller's to delete. Doing it twice changes nothing.
 */
export async function dropRecording(hall: Hall, id: string): Promise<void> {
  haltRecording(hall, id);
  const base = recordingBase(hall.sessionId, id);
  await hall.queues.run(FILES, async () => {
    const upload = hall.shelf.openUpload(id);
    if (upload !== null) await abortUpload(hall.env.RECORDINGS, base, upload);
    hall.shelf.forget(id);
    await forgetCopy(hall, id);
    await dropVoices(hall, id);
  });
  if (hall.shelf.holds(id)) throw new Error('The upload of a recording could not be given up yet.');
}

/** The voices beside it go with it. */
async function dropVoices(hall: Hall, recording: string): Promise<void> {
  const base = recordingBase(hall.sessionId, recording);
  for (const { id } of voicesOf(hall, recording)) {
    const upload = hall.shelf.openUpload(id);
    if (upload !== null) await abortUpload(hall.env.RECORDINGS, trackBase(base, id), upload);
    hall.shelf.forget(id);
  }
  hall.store.live({ voices: hall.store.life().voices.filter((voice) => voice.recording !== recording) });
}

/** Whoever records stops, and the file is not made. */
export function haltRecording(hall: Hall, id: string): void {
  const { recording: before } = hall.store.life();
  if (before?.id !== id) return;
  const recording = dropNext(hall, before);
  const { recorder } = recording;
  if (recording.cloud) haltCloud(hall, recording.cloud);
  hall.store.live({
    recording: { ...recording, phase: 'done', recorder: null },
    moveAt: null,
    finishAt: null,
    clearAt: null,
  });
  if (recorder) stopSegment(hall, recorder.seat, id, recorder.segment);
  showRecording(hall);
}
