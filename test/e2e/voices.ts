import type { BrowserContext, Page } from '@playwright/test';

declare global {
  interface Window {
    /** Speaks, or is quiet. */
    speak: (on: boolean) => void;
    /** A short tone every so many seconds: whenever the computer's clock can be divided by it. */
    tick: (every: number) => Promise<void>;
    /** What is heard comes back through the microphone, this loud; after `giveVoice`. */
    echo: (gain: number) => void;
  }
}

/** A microphone that is quiet until told to speak: the browser's own fake one beeps too shortly for a voice. */
export async function giveVoice(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    const context = new AudioContext();
    const tone = new OscillatorNode(context, { frequency: 500 });
    const volume = new GainNode(context, { gain: 0 });
    tone.connect(volume);
    tone.start();
    window.speak = (on) => {
      void context.resume();
      volume.gain.value = on ? 0.5 : 0;
    };
    const echo = new GainNode(context, { gain: 0 });
    const heard = new Set<MediaStreamTrack>();
    window.echo = (gain) => {
      void context.resume();
      echo.gain.value = gain;
      for (const { track } of window.peers.flatMap((peer) => peer.getReceivers())) {
        if (track.kind !== 'audio' || track.readyState !== 'live' || heard.has(track)) continue;
        heard.add(track);
        new MediaStreamAudioSourceNode(context, { mediaStream: new MediaStream([track]) }).connect(echo);
      }
    };
    window.tick = async (every) => {
      await context.resume();
      let ordered = 0;
      // A context's time moves in steps, and stands still on a busy computer: the furthest it was of late counts.
      let readings: number[] = [];
      setInterval(() => {
        const now = (performance.timeOrigin + performance.now()) / 1_000;
        readings = [...readings, context.currentTime - now].slice(-5);
        const next = Math.ceil(now / every) * every;
        if (next === ordered || next - now > 0.3 || readings.length < 5) return;
        ordered = next;
        const at = next + Math.max(...readings);
        volume.gain.setValueAtTime(0.5, at).setValueAtTime(0, at + 0.15);
      }, 40);
    };
    navigator.mediaDevices.getUserMedia = async (wanted) => {
      const stream = await real(wanted);
      const [beeps] = stream.getAudioTracks();
      if (!beeps) return stream;
      beeps.stop();
      const mic = new MediaStreamAudioDestinationNode(context);
      volume.connect(mic);
      echo.connect(mic);
      return new MediaStream([...stream.getVideoTracks(), ...mic.stream.getAudioTracks()]);
    };
  });
}

export function speak(page: Page, on: boolean): Promise<void> {
  return page.evaluate((on) => window.speak(on), on);
}

/** Speaks in phrases of different lengths, with pauses, for about so long, ms, or until it is enough. */
export async function speakInPhrases(
  page: Page,
  ms: number,
  isEnough: () => Promise<boolean> = () => Promise.resolve(false),
): Promise<void> {
  const lengths = [1_400, 600, 900, 1_200, 600, 1_000, 1_800, 800];
  for (let spoken = 0, turn = 0; spoken < ms && !(await isEnough()); turn++) {
    const length = lengths[turn % lengths.length] ?? 1_000;
    await speak(page, turn % 2 === 0);
    await page.waitForTimeout(length);
    spoken += length;
  }
  await speak(page, false);
}

interface HeaderExtension {
  uri: string;
  direction: string;
}
/** What the TypeScript library does not know yet (webrtc-extensions, 'RTP Header Extension Control'). */
interface Negotiating extends RTCRtpTransceiver {
  getHeaderExtensionsToNegotiate(): HeaderExtension[];
  setHeaderExtensionsToNegotiate(extensions: HeaderExtension[]): void;
}

/** This page does not say how loud its packets are (RFC 6464), as through a service that drops that extension. */
export async function withholdLevels(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const Real = window.RTCPeerConnection;
    window.RTCPeerConnection = class extends Real {
      override addTransceiver(of: MediaStreamTrack | string, init?: RTCRtpTransceiverInit): RTCRtpTransceiver {
        const transceiver = super.addTransceiver(of, init) as Negotiating;
        const extensions = transceiver.getHeaderExtensionsToNegotiate();
        for (const one of extensions) if (one.uri.endsWith('ssrc-audio-level')) one.direction = 'stopped';
        transceiver.setHeaderExtensionsToNegotiate(extensions);
        return transceiver;
      }
    };
  });
}

export function tick(page: Page, every: number): Promise<void> {
  return page.evaluate((every) => window.tick(every), every);
}
