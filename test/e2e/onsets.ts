import type { Page } from '@playwright/test';

/** When the tone of `voices.ts` begins in a file's sound, each time, seconds. A browser decodes it. */
export async function onsets(page: Page, bytes: Uint8Array<ArrayBuffer>): Promise<number[]> {
  const encoded = Buffer.from(bytes).toString('base64');
  return page.evaluate(async (encoded) => {
    const data = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
    const sound = await new OfflineAudioContext(1, 1, 48_000).decodeAudioData(data.buffer);
    const samples = sound.getChannelData(0);
    /** 10 ms, and the tone's loudness in it by one bin of a Fourier transform. */
    const step = 480;
    const found: number[] = [];
    let wasOn = false;
    for (let from = 0; from + step <= samples.length; from += step) {
      let [real, imaginary] = [0, 0];
      for (let i = 0; i < step; i++) {
        const angle = (2 * Math.PI * 500 * (from + i)) / 48_000;
        real += (samples[from + i] ?? 0) * Math.cos(angle);
        imaginary += (samples[from + i] ?? 0) * Math.sin(angle);
      }
      const isOn = (2 * Math.hypot(real, imaginary)) / step > 0.05;
      const at = from / 48_000;
      if (isOn && !wasOn && at - (found.at(-1) ?? -1) > 0.4) found.push(at);
      wasOn = isOn;
    }
    return found;
  }, encoded);
}
