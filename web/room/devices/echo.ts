/** Looks that are compared: 8 s at one every 200 ms. */
const WINDOW = 40;
/** Sound is back from a speaker after the way there and back and the buffers on it: up to 3 looks, 600 ms. */
const LAG_MAX = 3;
/** 0 to 1, about -36 dB: the others must be heard, and what comes back must be loud enough to disturb. */
const VOICE = 0.015;
/** So much of a window must be speech and so much pauses, looks: what never changes tells nothing. */
const SPEECH_MIN = 8;
const PAUSES_MIN = 8;
/** One's own voice has its own rhythm; what rises and falls with the others' this closely is theirs. Correlation, -1 to 1. */
const ALIKE = 0.7;
/** Every so many looks the window is judged; so many judgements in a row must agree. */
const JUDGE_EVERY = 10;
const AGREE = 3;
/** Told once, one is left in peace this long, ms. */
const QUIET_FOR = 300_000;

/**
 * Tells from how loud the others and the own microphone are (0 to 1 each, a look every 200 ms) that the microphone carries the
 * others' voices back to them: true when it is to be said. `now` in ms.
 */
export function createEchoEar(): (own: number, others: number, now: number) => boolean {
  let looks: { own: number; others: number }[] = [];
  let count = 0;
  let agreed = 0;
  let saidAt = -Infinity;
  return (own, others, now) => {
    looks = [...looks, { own, others }].slice(-WINDOW);
    count += 1;
    if (looks.length < WINDOW || count % JUDGE_EVERY !== 0) return false;
    agreed = comesBack(looks) ? agreed + 1 : 0;
    if (agreed < AGREE || now - saidAt < QUIET_FOR) return false;
    saidAt = now;
    return true;
  };
}

function comesBack(looks: { own: number; others: number }[]): boolean {
  const speech = looks.filter(({ others }) => others >= VOICE).length;
  const isTelling = speech >= SPEECH_MIN && looks.length - speech >= PAUSES_MIN;
  if (!isTelling || looks.filter(({ own }) => own >= VOICE).length < SPEECH_MIN) return false;
  for (let lag = 0; lag <= LAG_MAX; lag++) {
    const own = looks.slice(lag).map((look) => look.own);
    const others = looks.slice(0, looks.length - lag).map((look) => look.others);
    if (correlation(own, others) >= ALIKE) return true;
  }
  return false;
}

/** Pearson's correlation coefficient; 0 where one of them never changes. */
function correlation(a: number[], b: number[]): number {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [both, squareA, squareB] = [0, 0, 0];
  for (const [index, value] of a.entries()) {
    const [fromA, fromB] = [value - meanA, (b[index] ?? meanB) - meanB];
    both += fromA * fromB;
    squareA += fromA * fromA;
    squareB += fromB * fromB;
  }
  return squareA > 0 && squareB > 0 ? both / Math.sqrt(squareA * squareB) : 0;
}
