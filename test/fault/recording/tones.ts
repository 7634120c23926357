/** What the microphone says of the second that begins: a tone for each in turn. Hz. */
export const TONES = [500, 700, 900, 1100, 1300, 1500, 1700, 1900] as const;

export interface Heard {
  /** ms in the file. */
  at: number;
  tone: number;
}

/** Seconds (UTC) of `expected` whose tone was not heard anywhere near its place. `placeOf`: where in the file an instant lies, ms. */
export function unheard(expected: number[], heard: readonly Heard[], placeOf: (utcMs: number) => number): number[] {
  return expected.filter((second) => {
    const place = placeOf(second * 1000);
    return !heard.some(({ at, tone }) => tone === second % TONES.length && Math.abs(at - place) < NEAR);
  });
}

/** Half a turn of the tones would be 4 s; voices come a little late. ms */
const NEAR = 1_500;
