/** From one delay to the next the sound is faded, seconds: a jump would click, a glide would change the pitch of a voice. */
const FADE = 0.02;
/** A change by less than this, seconds, is not worth a fade. */
const WORTH = 0.01;

/** Holds a voice back by a time that may change. */
export interface DelayLine {
  input: AudioNode;
  /** From now on by so much, seconds. */
  hold(seconds: number): void;
  close(): void;
}

/** Two delays: while one is heard the other is set, then they change places. `most` seconds at most. */
export function openDelayLine(context: AudioContext, to: AudioNode, most: number): DelayLine {
  const input = new GainNode(context);
  const open = () => {
    const delay = new DelayNode(context, { maxDelayTime: most });
    const level = new GainNode(context, { gain: 0 });
    input.connect(delay).connect(level).connect(to);
    return { delay, level };
  };
  let heard = open();
  let spare = open();
  let held: number | null = null;
  let fadedAt = -Infinity;

  function fade({ gain }: GainNode, from: number, until: number): void {
    gain.setValueAtTime(from, context.currentTime);
    gain.linearRampToValueAtTime(until, context.currentTime + FADE);
  }

  return {
    input,
    hold(wanted) {
      const seconds = Math.min(most, Math.max(0, wanted));
      if (held !== null && (Math.abs(seconds - held) < WORTH || context.currentTime < fadedAt)) return;
      spare.delay.delayTime.setValueAtTime(seconds, context.currentTime);
      fade(spare.level, 0, 1);
      if (held !== null) fade(heard.level, 1, 0);
      [heard, spare] = [spare, heard];
      held = seconds;
      fadedAt = context.currentTime + FADE;
    },
    close() {
      for (const { delay, level } of [heard, spare]) {
        delay.disconnect();
        level.disconnect();
      }
      input.disconnect();
    },
  };
}
