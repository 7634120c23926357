/** "38 seconds are", "1 second is". */
export const secondsWords = (seconds: number, one: string, many: string): string =>
  `${seconds} ${seconds === 1 ? `second ${one}` : `seconds ${many}`}`;

/** "38 seconds were recovered", or what was not and why. */
export function recoveredWords(found: number, recovered: number, refused: string | null): string {
  if (recovered >= found) return `${secondsWords(recovered, 'was', 'were')} recovered`;
  const lost = `${secondsWords(found - recovered, 'of the recording', 'of the recording')} could not be recovered`;
  return refused === null ? lost : `${lost}: ${refused}`;
}
