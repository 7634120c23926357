import { LATE_PIECES_FOR } from '../../wire/limits.ts';
import { logError } from '../lib/log.ts';
import { clearPieces } from '../recordings/finish.ts';
import type { Hall } from './hall.ts';
import { FILES } from './queues.ts';
import { showRecording } from './recording.ts';
import type { Voice } from './voice-director.ts';
import { saveVoice, voiceOf } from './voices.ts';

/** The bucket did not delete the pieces: again after this, ms. */
const CLEAR_AGAIN_AFTER = 10 * 60_000;

/**
 * Pieces of this recording, or track, are still in somebody's browser, for all the Room knows: a recorder went without saying how many there
 * are, and its file was made without them. What has landed is kept for a week, so that the file can be made again with the rest,
 * or until that browser says that it has no more (`noMore`, landing.ts).
 */
export const awaitsLate = (hall: Hall, id: string): boolean =>
  hall.shelf.holds(id) && !hall.shelf.progress(id).isCleared() && !hall.shelf.complete(id);

/** What has a file, and its pieces are still here: the recording, or somebody's track beside it. */
function kept(hall: Hall): string[] {
  const { recording, voices } = hall.store.life();
  const made = [
    ...(recording?.phase === 'done' ? [recording.id] : []),
    ...voices.flatMap(({ id, done }) => (done ? [id] : [])),
  ];
  // Of one that failed every piece stays.
  return made.filter((id) => {
    if (!hall.shelf.holds(id)) return false;
    const progress = hall.shelf.progress(id);
    return progress.outcome()?.kind === 'done' && !progress.isCleared();
  });
}

/** UTC ms. Complete, and still there: its browser said so while the last step was under way, or the bucket did not delete them. */
const keptUntil = (hall: Hall, id: string): number =>
  hall.shelf.complete(id) ? 0 : (hall.shelf.lastLandedAt(id) ?? 0) + LATE_PIECES_FOR;

/** Looks anew when the next pieces are to go. */
export function planClearing(hall: Hall): void {
  const next = kept(hall).map((id) => Math.max(hall.now(), keptUntil(hall, id)));
  hall.store.live({ clearAt: next.length > 0 ? Math.min(...next) : null });
}

/** A piece has come after the file was made: it is waited for more of them, and the file is made again. False when it is too late. */
export function reopen(hall: Hall, id: string): boolean {
  if (!awaitsLate(hall, id)) return false;
  const voice = voiceOf(hall, id);
  return voice ? reopenTrack(hall, voice) : reopenRecording(hall, id);
}

function reopenRecording(hall: Hall, id: string): boolean {
  const { recording } = hall.store.life();
  if (recording?.id !== id || recording.phase !== 'done') return false;
  hall.shelf.progress(id).unseal();
  hall.ledger.owe({ what: 'recording_reopened', recording: id }, hall.now());
  hall.store.live({ recording: { ...recording, phase: 'stopping', stoppedAt: hall.now() } });
  showRecording(hall);
  return true;
}

function reopenTrack(hall: Hall, voice: Voice): boolean {
  if (!voice.done) return false;
  hall.shelf.progress(voice.id).unseal();
  hall.ledger.owe({ what: 'track_reopened', track: voice.id }, hall.now());
  saveVoice(hall, { ...voice, done: false });
  const { finishAt } = hall.store.life();
  hall.store.live({ finishAt: finishAt ?? hall.now() });
  return true;
}

/** Nothing more is waited for: the pieces go. */
export const takeClearStep = (hall: Hall): Promise<void> => hall.queues.run(FILES, () => clear(hall));

async function clear(hall: Hall): Promise<void> {
  try {
    for (const id of kept(hall)) {
      if (keptUntil(hall, id) <= hall.now()) await clearPieces(hall.shelf, hall.env.RECORDINGS, id);
    }
    planClearing(hall);
  } catch (error) {
    logError('pieces_not_cleared', error, { session: hall.sessionId });
    hall.store.live({ clearAt: hall.now() + CLEAR_AGAIN_AFTER });
  }
}
