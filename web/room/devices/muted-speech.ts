/** 0 to 1, -60 to -10 dB: a voice at the desk, not a fan or a key. */
const VOICE = 0.55;
/** So many readings (12 a second) with a voice ... */
const READINGS = 5;
/** ... within this long, ms: a cough is shorter. */
const WITHIN = 2_000;
/** Told once, one is left in peace this long, ms. */
const QUIET_FOR = 30_000;

/** Tells from readings of a muted microphone when somebody speaks into it: true when it is to be said. `now` in ms. */
export function createMutedSpeech(): (level: number, now: number) => boolean {
  let loud: number[] = [];
  let saidAt = -Infinity;
  return (level, now) => {
    if (level >= VOICE) loud.push(now);
    loud = loud.filter((at) => now - at <= WITHIN);
    if (loud.length < READINGS || now - saidAt < QUIET_FOR) return false;
    saidAt = now;
    return true;
  };
}
