/** One look at what has come in on a connection. */
export interface PulseLook {
  /** ms. */
  at: number;
  /** Grows with everything that comes in: packets, reports, answers of the service. */
  signs: number;
  /** Voices are followed: a packet every 20 ms, also of somebody who is muted. */
  hasVoices: boolean;
}

/** Silence of voices for this long is no jitter, ms; the machine's own load seldom holds packets back so long. */
const SILENT_FOR = 1_200;
/** Without voices the next sure sign of life is ICE's own check, every 2.5 s, ms. */
const SILENT_FOR_WITHOUT_VOICES = 5_500;
/** So many looks in a row with something new: from here on silence says something. */
const STEADY_LOOKS = 3;
/** Looks further apart than this, ms, belong to a page that slept. */
const SLEPT = 1_500;

/** Judges look after look: true when a connection that had been alive steadily has fallen silent. */
export function createPulse(): (look: PulseLook) => boolean {
  let before: PulseLook | null = null;
  let grewAt = 0;
  let streak = 0;
  let steady = false;
  return (look) => {
    const slept = before !== null && look.at - before.at > SLEPT;
    const grew = before === null || look.signs !== before.signs;
    before = look;
    if (grew || slept) {
      streak = grew ? streak + 1 : 0;
      grewAt = look.at;
      steady ||= streak >= STEADY_LOOKS;
      return false;
    }
    streak = 0;
    return steady && look.at - grewAt >= (look.hasVoices ? SILENT_FOR : SILENT_FOR_WITHOUT_VOICES);
  };
}
