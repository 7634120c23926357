import { playSound } from '../../../join/chime.ts';

/** A knuckle on wood: a low tone that falls and is gone at once. Hz, and seconds. */
const PITCH = { from: 210, to: 120 };
const RING = 0.13;
/** Knock, knock; seconds from the first. */
const BEATS = [0, 0.19];
/** Until it has rung out, ms. */
const LASTS = 600;

/** Somebody is at the door: two soft knocks on the chosen speaker ('' for the default). */
export async function playKnock(speaker: string): Promise<void> {
  await playSound(speaker, LASTS, (context, out, start) => {
    for (const beat of BEATS) {
      const at = start + beat;
      const tone = new OscillatorNode(context, { type: 'triangle' });
      const gain = new GainNode(context, { gain: 0 });
      tone.frequency.setValueAtTime(PITCH.from, at);
      tone.frequency.exponentialRampToValueAtTime(PITCH.to, at + RING);
      gain.gain.setValueAtTime(0, at);
      gain.gain.linearRampToValueAtTime(0.5, at + 0.004);
      gain.gain.exponentialRampToValueAtTime(0.001, at + RING);
      tone.connect(gain).connect(out);
      tone.start(at);
      tone.stop(at + RING);
    }
  });
}
