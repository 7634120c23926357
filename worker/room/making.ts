import { logError } from '../lib/log.ts';
import { moveObject } from '../recordings/compact.ts';
import { finishStep } from '../recordings/finish.ts';
import type { Hall } from './hall.ts';
import { retryFetching } from './kit/fetching.ts';
import { awaitsLate, planClearing } from './late-pieces.ts';
import { FILES } from './queues.ts';
import { showRecording } from './recording.ts';
import { RECORDED_WAIT } from './recording-director.ts';
import type { Voice } from './voice-director.ts';
import { saveVoice, voiceOf } from './voices.ts';

/** The bucket refused pieces: they wait in the Room, where nothing happens to them. ms */
const MOVE_AGAIN_AFTER = 10_000;

/** Enough pieces wait for an object in the bucket: the next alarm moves them, out of the way of those who hand pieces over. */
export function planMoving(hall: Hall): void {
  if (hall.store.life().moveAt === null && hall.shelf.full() !== null) hall.store.live({ moveAt: hall.now() });
}

/** Moves one object's worth of pieces into the bucket. */
export const takeMoveStep = (hall: Hall): Promise<void> => hall.queues.run(FILES, () => move(hall));

async function move(hall: Hall): Promise<void> {
  const recording = hall.shelf.full();
  try {
    if (recording !== null) await moveObject(hall.shelf, hall.env.RECORDINGS, recording);
    hall.store.live({ moveAt: hall.shelf.full() === null ? null : hall.now() });
  } catch (error) {
    logError('pieces_not_moved', error, { session: hall.sessionId, recording });
    hall.store.live({ moveAt: hall.now() + MOVE_AGAIN_AFTER });
  }
}

/** The recording's file comes a little further. */
export const takeFinishStep = (hall: Hall): Promise<void> => hall.queues.run(FILES, () => makeFile(hall));

async function makeFile(hall: Hall): Promise<void> {
  const { recording } = hall.store.life();
  if (recording?.phase !== 'finishing' || hall.media.kind === 'kit') return makeVoice(hall);
  const step = await finishStep(hall.shelf, hall.env.RECORDINGS, recording.id, {
    keepsPieces: awaitsLate(hall, recording.id),
  });
  const now = hall.now();
  if (step.kind === 'more') {
    hall.ledger.owe({ what: 'recording_percent', recording: recording.id, percent: step.percent }, now);
    return hall.store.live({ finishAt: now + step.afterMs });
  }
  if (step.kind === 'done') {
    const { kind: _, ...file } = step;
    hall.ledger.owe({ what: 'recording_ready', recording: recording.id, file }, now);
  } else {
    hall.ledger.owe({ what: 'recording_failed', recording: recording.id, reason: step.reason }, now);
  }
  hall.store.live({ recording: { ...recording, phase: 'done' } });
  planClearing(hall);
  hall.store.live({ finishAt: voicesAt(hall) });
}

/** The next voice beside the recording comes a little further: after the recording, with whose first frame its file begins. */
async function makeVoice(hall: Hall): Promise<void> {
  const next = nextVoice(hall);
  if (!next || next.at > hall.now()) return hall.store.live({ finishAt: next?.at ?? null });
  const track = next.voice.id;
  const step = await finishStep(hall.shelf, hall.env.RECORDINGS, track, { keepsPieces: awaitsLate(hall, track) });
  const now = hall.now();
  if (step.kind === 'more') {
    hall.ledger.owe({ what: 'track_percent', track, percent: step.percent }, now);
    return hall.store.live({ finishAt: now + step.afterMs });
  }
  if (step.kind === 'done') {
    const { kind: _, ...file } = step;
    hall.ledger.owe({ what: 'track_settled', track, file }, now);
  } else {
    hall.ledger.owe({ what: 'track_settled', track, file: null, reason: step.reason }, now);
  }
  saveVoice(hall, { ...next.voice, running: null, done: true });
  planClearing(hall);
  hall.store.live({ finishAt: voicesAt(hall) });
}

/** When the next voice's file is to be made; null: there is none, or the recording comes first. UTC ms. */
export const voicesAt = (hall: Hall): number | null => nextVoice(hall)?.at ?? null;

/** Which comes next, and when: its last pieces come by themselves when the socket is long closed. */
function nextVoice(hall: Hall): { voice: Voice; at: number } | null {
  const left = hall.store.life().voices.flatMap((voice) => {
    const since = voice.done ? null : overSince(hall, voice.recording);
    if (since === null) return [];
    if (hall.shelf.complete(voice.id)) return [{ voice, at: hall.now() }];
    return [{ voice, at: Math.max(since, hall.shelf.lastLandedAt(voice.id) ?? 0) + RECORDED_WAIT }];
  });
  return left.sort((one, other) => one.at - other.at)[0] ?? null;
}

/** The recording has its file, or will have none: since when nothing more is recorded of it, UTC ms; null: it is not so far. */
function overSince(hall: Hall, id: string): number | null {
  const { recording } = hall.store.life();
  const copy = hall.copies.get(id);
  if (copy) return copy.state === 'done' || copy.state === 'failed' ? copy.stoppedAt : null;
  return recording?.id === id && recording.phase === 'done' ? (recording.stoppedAt ?? 0) : null;
}

/** 'Try again' of one person's track: its file is made once more of all that is kept. False when it did not fail. */
export function retryTrack(hall: Hall, id: string, byName: string): boolean {
  const voice = voiceOf(hall, id);
  const progress = hall.shelf.progress(id);
  if (!voice?.done || progress.outcome()?.kind !== 'failed') return false;
  progress.reopen();
  hall.ledger.owe({ what: 'track_retried', track: id, byName }, hall.now());
  saveVoice(hall, { ...voice, done: false });
  hall.store.live({ finishAt: hall.now() });
  return true;
}

/** 'Try again': the file of a recording that failed is made once more of all that is kept. False when it did not fail. */
export function retryRecording(hall: Hall, id: string, byName: string): boolean {
  if (hall.media.kind === 'kit') return retryFetching(hall, id, byName);
  const { recording } = hall.store.life();
  const progress = hall.shelf.progress(id);
  if (recording?.id !== id || progress.outcome()?.kind !== 'failed') return false;
  progress.reopen();
  hall.ledger.owe({ what: 'recording_retried', recording: id, byName }, hall.now());
  hall.store.live({ recording: { ...recording, phase: 'finishing' }, finishAt: hall.now() });
  showRecording(hall);
  return true;
}
