import { resumeSpool } from './recorder/resume.ts';
import type { Said } from './notices.ts';
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

const inWords = (seconds: number) => `${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;

/** "38 seconds are being recovered". */
export const sayFound = (seconds: number): Said => ({
  text: `${inWords(seconds)} ${seconds === 1 ? 'is' : 'are'} being recovered`,
  tone: 'info',
});

/** "38 seconds were recovered", or what was not and why. */
export function sayRecovered(found: number, recovered: number, refused: string | null): Said {
  if (recovered >= found)
    return { text: `${inWords(recovered)} ${recovered === 1 ? 'was' : 'were'} recovered`, tone: 'info' };
  const lost = `${inWords(found - recovered)} of the recording could not be recovered`;
  return { text: refused === null ? lost : `${lost}: ${refused}`, tone: 'trouble' };
}
