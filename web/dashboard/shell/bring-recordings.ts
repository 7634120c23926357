import { spooledSessions } from '../../room/recorder/spool.ts';
import { recoverSession, type Recovery } from '../../room/recovery.ts';
import { showToast } from '../../ui/toasts.ts';
import { queryClient } from '../query-client.ts';

/**
 * A room's page that crashed, or was closed too early, may have left pieces of a recording in this browser. Whoever opens the
 * dashboard afterwards brings them to the Room, whose file is made again with them (worker/room/late-pieces.ts).
 */
export async function bringRecordings(): Promise<void> {
  for (const session of await spooledSessions()) {
    let isOver = false;
    await recoverSession(session, (recovery) => {
      isOver = recovery.is !== 'found';
      showToast(wordsOf(recovery), recovery.is === 'lost' ? 'bad' : 'good', { about: 'recovery' });
    });
    if (!isOver) continue;
    await Promise.all(
      ['session', 'sessions', 'recording'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })),
    );
  }
}

function wordsOf({ is, text }: Recovery): string {
  if (is === 'found') return `${text} from this browser for a recording.`;
  return is === 'saved' ? `${text} from this browser and will be in the recording.` : text;
}
