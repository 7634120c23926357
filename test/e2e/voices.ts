import type { BrowserContext, Page } from '@playwright/test';

declare global {
  interface Window {
    /** Speaks, or is quiet. */
    speak: (on: boolean) => void;
  }
}

/** A microphone that is quiet until told to speak: the browser's own fake one beeps too shortly for a voice. */
export async function giveVoice(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    const context = new AudioContext();
    const tone = new OscillatorNode(context, { frequency: 220 });
    const volume = new GainNode(context, { gain: 0 });
    tone.connect(volume);
    tone.start();
    window.speak = (on) => {
      void context.resume();
      volume.gain.value = on ? 0.5 : 0;
    };
    navigator.mediaDevices.getUserMedia = async (wanted) => {
      const stream = await real(wanted);
      const [beeps] = stream.getAudioTracks();
      if (!beeps) return stream;
      beeps.stop();
      const mic = new MediaStreamAudioDestinationNode(context);
      volume.connect(mic);
      return new MediaStream([...stream.getVideoTracks(), ...mic.stream.getAudioTracks()]);
    };
  });
}

export function speak(page: Page, on: boolean): Promise<void> {
  return page.evaluate((on) => window.speak(on), on);
}
