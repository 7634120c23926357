import { LATE_PIECES_FOR } from '../../wire/limits.ts';
import { logError } from '../lib/log.ts';
import { clearPieces } from '../recordings/finish.ts';
import type { Hall } from './hall.ts';
import { FILES } from './queues.ts';
import { showRecording } from './recording.ts';

/** The bucket did not delete the pieces: again after this, ms. */
const CLEAR_AGAIN_AFTER = 10 * 60_000;

/**
 * Pieces of this recording are still in somebody's browser, for all the Room knows: a recorder went without saying how many there
 * are, and its file was made without them. What has landed is kept for a week, so that the file can be made again with the rest,
 * or until that browser says that it has no more (`noMore`, landing.ts).
 */
export const awaitsLate = (hall: Hall, id: string): boolean =>
  hall.shelf.holds(id) && !hall.shelf.progress(id).isCleared() && !hall.shelf.complete(id);

/** A file was made of what there was: for how long the pieces of it stay. UTC ms; null: they are gone already. */
export function clearsAt(hall: Hall, id: string): number | null {
  if (hall.shelf.progress(id).isCleared()) return null;
  // Complete, and still there: its browser said so while the last step was under way, or the bucket did not delete them.
  return hall.shelf.complete(id) ? hall.now() : hall.now() + LATE_PIECES_FOR;
}

/** A piece has come after the file was made: it is waited for more of them, and the file is made again. False when it is too late. */
export function reopenRecording(hall: Hall, id: string): boolean {
  const { recording } = hall.store.life();
  if (recording?.id !== id || recording.phase !== 'done' || !awaitsLate(hall, id)) return false;
  hall.shelf.progress(id).unseal();
  hall.ledger.owe({ what: 'recording_reopened', recording: id }, hall.now());
  hall.store.live({ recording: { ...recording, phase: 'stopping', stoppedAt: hall.now() }, clearAt: null });
  showRecording(hall);
  return true;
}

/** Nothing more is waited for: the pieces go. */
export const takeClearStep = (hall: Hall): Promise<void> => hall.queues.run(FILES, () => clear(hall));

async function clear(hall: Hall): Promise<void> {
  const { recording } = hall.store.life();
  try {
    if (recording?.phase === 'done' && hall.shelf.holds(recording.id)) {
      await clearPieces(hall.shelf, hall.env.RECORDINGS, recording.id);
    }
    hall.store.live({ clearAt: null });
  } catch (error) {
    logError('pieces_not_cleared', error, { session: hall.sessionId });
    hall.store.live({ clearAt: hall.now() + CLEAR_AGAIN_AFTER });
  }
}
