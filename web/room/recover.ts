import { resumeSpool } from './recorder/resume.ts';
import type { Said } from './notices.ts';
import { recoveredWords, secondsWords } from './recover-words.ts';
import type { RoomState } from './state.ts';
import type { Watched } from './store.ts';
import { say } from './store.ts';

/**
 * What this browser recorded of the Session and could not hand over, before a crash, a reload or a failure, is sent again; the
 * Researcher is told how much it is, and what became of it.
 */
export async function recover(room: Watched<RoomState>): Promise<void> {
  let found = 0;
  const tell = (said: Said) => room.update((state) => say(state, { ...said, about: 'recovery' }));
  const { recovered, refused } = await resumeSpool(room.get().view.session.id, (seconds) => {
    found += seconds;
    tell(sayFound(found));
  });
  if (found > 0) tell(sayRecovered(found, recovered, refused));
}

/** "38 seconds are being recovered". */
export const sayFound = (seconds: number): Said => ({
  text: `${secondsWords(seconds, 'is', 'are')} being recovered`,
  tone: 'info',
});

/** What became of it. */
export const sayRecovered = (found: number, recovered: number, refused: string | null): Said => ({
  text: recoveredWords(found, recovered, refused),
  tone: recovered >= found ? 'info' : 'trouble',
});
