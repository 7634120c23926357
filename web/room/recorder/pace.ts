/** Time between pictures in the steps the recorder may take, hundredths of a second: 25, 20, 16.7, 12.5, 10 a second. */
export const MEETING_STEPS: readonly number[] = [4, 5, 6, 8, 10];
/** A file beside the meeting costs the call nothing: on a machine that has no time for it, one's own camera all but stops. */
export const CAMERA_STEPS: readonly number[] = [4, 5, 6, 8, 10, 20, 50, 100];
/** Pictures are counted this long before the pace is judged, hundredths of a second. */
const JUDGED_EVERY = 200;
/** More than this share of missed pictures: the machine cannot keep this pace. */
const MISSED_MAX = 0.1;
/** Up to this share is a good judgement: one late timer in two seconds says nothing. */
const MISSED_GOOD = 0.05;
/** Good judgements in a row before a faster pace is tried; doubled each time that fails within as many, up to the longest. */
const PATIENCE = 5;
const PATIENCE_MAX = 40;

/** Decides when pictures are made, so that the recorder lowers its frame rate rather than falls behind. */
export interface Pace {
  /** The slot (hundredths of a second of the recording) due at `seconds`, or null when it was taken already. */
  due(seconds: number): number | null;
  /** The slot was used: `kept` its time, or `missed` because the encoder was still busy. */
  took(slot: number, outcome: 'kept' | 'missed'): void;
  /** Time between pictures now, hundredths of a second. */
  step(): number;
  /** How long after `seconds` the next slot begins, seconds. */
  wait(seconds: number): number;
}

export function openPace(steps = MEETING_STEPS): Pace {
  let rung = 0;
  let last = -Infinity;
  let judgedAt = 0;
  let kept = 0;
  let missed = 0;
  let good = 0;
  let patience = PATIENCE;
  /** Judgements since a faster pace was tried. */
  let sinceTried = Infinity;

  function step(): number {
    return steps[rung] ?? JUDGED_EVERY;
  }

  function judge(slot: number): void {
    const tooFast = missed > (kept + missed) * MISSED_MAX;
    good = missed > (kept + missed) * MISSED_GOOD ? 0 : good + 1;
    sinceTried++;
    if (tooFast && rung < steps.length - 1) {
      // Only a faster pace that this machine could not keep says so; the turmoil in which a call begins is soon over.
      patience = sinceTried <= PATIENCE ? Math.min(PATIENCE_MAX, patience * 2) : PATIENCE;
      rung++;
    } else if (good >= patience && rung > 0) {
      rung--;
      good = 0;
      sinceTried = 0;
    }
    judgedAt = slot;
    kept = 0;
    missed = 0;
  }

  return {
    step,
    wait(seconds) {
      const now = seconds * 100;
      return (step() - (now % step())) / 100;
    },
    due(seconds) {
      const now = Math.floor(seconds * 100 + 1e-6);
      const slot = now - (now % step());
      return slot > last ? slot : null;
    },
    took(slot, outcome) {
      // A late tick has jumped over slots: those are missed too.
      if (last >= 0) missed += Math.max(0, Math.round((slot - last) / step()) - 1);
      if (outcome === 'kept') kept++;
      else missed++;
      last = slot;
      if (slot - judgedAt >= JUDGED_EVERY) judge(slot);
    },
  };
}
