import mixWorklet from './mix.worklet.ts?worker&url';
import type { ToMix } from './messages.ts';
import type { RecorderVoice } from './ports.ts';
import { CHANNELS, SAMPLE_RATE } from './sound.ts';

/** A browser that has seen no click yet keeps its audio shut; after this long, ms, we say so instead of waiting. */
const RESUME_WITHIN = 3_000;

/** All voices in one place, on one clock. */
export interface Mix {
  setVoices(voices: readonly RecorderVoice[]): void;
  /** From here on every frame is sent: to `sound` with its samples, to `clock` as a count. */
  start(sound: MessagePort, clock: MessagePort): void;
  /** Sends the rest and the end. */
  stop(): void;
  close(): Promise<void>;
}

/** Without a loudspeaker (`sinkId: none`): a headset pulled out or a sleeping sound card must not stop the recording's clock. */
export async function openMix(): Promise<Mix> {
  const options: AudioContextOptions & { sinkId: { type: 'none' } } = {
    sampleRate: SAMPLE_RATE,
    latencyHint: 'balanced',
    sinkId: { type: 'none' },
  };
  const context = new AudioContext(options);
  await context.audioWorklet.addModule(mixWorklet);
  await running(context);
  const node = new AudioWorkletNode(context, 'fieldroom-mix', {
    channelCount: CHANNELS,
    channelCountMode: 'explicit',
    outputChannelCount: [1],
  });
  // Connected, though it stays silent: a node that leads nowhere is not run.
  node.connect(context.destination);
  const tell = (message: ToMix, transfer: Transferable[] = []) => node.port.postMessage(message, transfer);
  const inputs = new Map<string, { track: MediaStreamTrack; input: MediaStreamAudioSourceNode }>();

  return {
    setVoices(voices) {
      const wanted = new Map(voices.map((voice) => [voice.id, voice.track]));
      for (const [id, { track, input }] of inputs) {
        if (wanted.get(id) === track) continue;
        input.disconnect();
        inputs.delete(id);
      }
      for (const { id, track } of voices) {
        if (inputs.has(id)) continue;
        const input = context.createMediaStreamSource(new MediaStream([track]));
        input.connect(node);
        inputs.set(id, { track, input });
      }
    },
    start: (sound, clock) => tell({ kind: 'start', sound, clock }, [sound, clock]),
    stop: () => tell({ kind: 'stop' }),
    async close() {
      for (const { input } of inputs.values()) input.disconnect();
      if (context.state !== 'closed') await context.close();
    },
  };
}

async function running(context: AudioContext): Promise<void> {
  const late = new Promise<never>((_, reject) =>
    setTimeout(() => reject(new Error('The browser keeps its sound shut until the page is clicked.')), RESUME_WITHIN),
  );
  await Promise.race([context.resume(), late]);
}
