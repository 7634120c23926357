/** Two soft notes, a fifth apart, Hz; and how long they ring, seconds. */
const NOTES = [523.25, 783.99];
const RING = 0.7;
/** Until both have rung out, ms. */
const CHIME_LASTS = 1_100;

/** Can this browser choose a speaker at all? */
export const canChooseSpeaker = 'setSinkId' in HTMLMediaElement.prototype;

/** Plays the test sound on the given speaker ('' for the default). Resolves when it has rung out. */
export async function playChime(speaker: string): Promise<void> {
  await playSound(speaker, CHIME_LASTS, (context, out, start) => {
    for (const [i, frequency] of NOTES.entries()) {
      const at = start + i * 0.18;
      const tone = new OscillatorNode(context, { frequency });
      const gain = new GainNode(context, { gain: 0 });
      gain.gain.setValueAtTime(0, at);
      gain.gain.linearRampToValueAtTime(0.25, at + 0.02);
      gain.gain.exponentialRampToValueAtTime(0.001, at + RING);
      tone.connect(gain).connect(out);
      tone.start(at);
      tone.stop(at + RING);
    }
  });
}

/** Plays what `draw` puts on `out` from `start` (the context's clock, seconds) on; resolves after `lasts` ms. */
export async function playSound(
  speaker: string,
  lasts: number,
  draw: (context: AudioContext, out: AudioNode, start: number) => void,
): Promise<void> {
  const context = new AudioContext();
  try {
    const out = context.createMediaStreamDestination();
    draw(context, out, context.currentTime + 0.05);
    const player = new Audio();
    player.srcObject = out.stream;
    if (canChooseSpeaker && speaker) await player.setSinkId(speaker);
    await player.play();
    await new Promise((resolve) => setTimeout(resolve, lasts));
    player.srcObject = null;
  } finally {
    await context.close();
  }
}
