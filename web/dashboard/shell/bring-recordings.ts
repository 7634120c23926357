import { resumeSpool } from '../../room/recorder/resume.ts';
import { spooledSessions } from '../../room/recorder/spool.ts';
import { recoveredWords, secondsWords } from '../../room/recover-words.ts';
import { showToast } from '../../ui/toasts.ts';
import { queryClient } from '../query-client.ts';

const ABOUT = 'recovery';

/**
 * A room's page that crashed, or was closed too early, may have left pieces of a recording in this browser. Whoever opens the
 * dashboard afterwards brings them to the Room, whose file is made again with them (worker/room/late-pieces.ts).
 */
export async function bringRecordings(): Promise<void> {
  for (const session of await spooledSessions()) {
    let found = 0;
    const { recovered, refused } = await resumeSpool(session, (seconds) => {
      found += seconds;
      showToast(`${secondsWords(found, 'is', 'are')} being recovered from this browser for a recording`, 'good', {
        about: ABOUT,
      });
    });
    if (found === 0) continue;
    const words = recoveredWords(found, recovered, refused);
    const isWhole = recovered >= found;
    showToast(isWhole ? `${words}. They will be in the recording.` : words, isWhole ? 'good' : 'bad', {
      about: ABOUT,
    });
    await Promise.all(
      ['session', 'sessions', 'recording'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })),
    );
  }
}
