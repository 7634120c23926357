import { resumeSpool, type Resumed } from './recorder/resume.ts';

/** What a person is told of pieces that an earlier page left in this browser: how much there is, then what became of it. */
export interface Recovery {
  is: 'found' | 'saved' | 'lost';
  text: string;
}

/** Brings to the Room what this browser holds of a Session, and tells of it as it goes; says nothing when there is nothing new. */
export async function recoverSession(sessionId: string, tell: (recovery: Recovery) => void): Promise<void> {
  let seen = 0;
  const { found, ...became } = await resumeSpool(sessionId, (seconds) => {
    seen += seconds;
    tell(sayFound(seen));
  });
  if (found > 0) tell(sayRecovered(found, became));
}

/** "38 seconds are being recovered". */
export const sayFound = (seconds: number): Recovery => ({
  is: 'found',
  text: `${secondsWords(seconds, 'is', 'are')} being recovered`,
});

/** "38 seconds were recovered", or what was not and why. */
export function sayRecovered(found: number, { recovered, refused, left }: Omit<Resumed, 'found'>): Recovery {
  if (recovered >= found) return { is: 'saved', text: `${secondsWords(recovered, 'was', 'were')} recovered` };
  const lost = `${secondsWords(found - recovered, 'of the recording', 'of the recording')} could not be recovered`;
  const why = refused === null ? lost : `${lost}: ${refused}`;
  return { is: 'lost', text: left > 0 ? `${why} What is left stays in this browser for a week.` : why };
}

/** "38 seconds are", "1 second is". */
const secondsWords = (seconds: number, one: string, many: string): string =>
  `${seconds} ${seconds === 1 ? `second ${one}` : `seconds ${many}`}`;
