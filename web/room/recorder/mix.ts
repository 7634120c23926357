// oxlint-disable-next-line import/default -- vite makes it: the address of the built worklet.
import mixWorklet from './mix.worklet.ts?worker&url';
import type { FromMix, ToMix } from './messages.ts';
import type { RecorderVoice } from './ports.ts';
import { CHANNELS, SAMPLE_RATE } from './sound.ts';
import { openVoiceInput, type VoiceInput } from './voice-input.ts';

/** A browser that has seen no click yet keeps its audio shut; after this long, ms, we say so instead of waiting. */
const RESUME_WITHIN = 3_000;
/** The context's time moves in steps of some 20 ms: it is read so often, so many ms apart, to find the edge of a step. */
const [READINGS, READING_EVERY] = [20, 11];

/** All voices in one place, on one clock. */
export interface Mix {
  setVoices(voices: readonly RecorderVoice[]): void;
  /** By the id of a voice: how much later than its picture it comes, ms. None: it is taken to be in step. */
  setLags(lags: ReadonlyMap<string, number>): void;
  /**
   * The mix stood still for so many ms: silence is put in its place, and what voices have queued up meanwhile, which would make them
   * late from then on, is dropped. Negative: it did not, after all; as much silence is left out again.
   */
  mend(ms: number): void;
  /**
   * From here on every frame is sent: to `sound` with its samples, to `clock` as a count. Resolves with when the first one was heard
   * (performance.now(), ms).
   */
  start(sound: MessagePort, clock: MessagePort): Promise<number>;
  /** Sends the rest and the end. */
  stop(): void;
  close(): Promise<void>;
}

let spare: Promise<AudioContext> | null = null;

/** Opens one ahead, which stands still until it is taken: on a busy computer its thread takes most of a second to come, in which nothing would be recorded. */
export function prepareMix(): void {
  spare ??= openContext()
    .then(async (context) => {
      await context.suspend();
      return context;
    })
    .catch((error: unknown) => {
      spare = null;
      throw error;
    });
  spare.catch((error: unknown) => console.info('fieldroom: the mix was not opened ahead of time', error));
}

function takeContext(): Promise<AudioContext> {
  const ahead = spare;
  spare = null;
  return ahead ? ahead.catch(openContext) : openContext();
}

/**
 * Runs on the loudspeaker's thread though nothing is played: it is the one thread that keeps its time on a starved
 * machine. (With `sinkId: none` a busy machine lost a fifth of the sound; this way nothing.)
 */
export async function openMix(
  copyOf: (track: MediaStreamTrack) => MediaStreamTrack,
  onBroken: (error: unknown) => void,
): Promise<Mix> {
  const context = await takeContext();
  await running(context);
  const node = new AudioWorkletNode(context, 'fieldroom-mix', {
    channelCount: CHANNELS,
    channelCountMode: 'explicit',
    outputChannelCount: [1],
  });
  // Connected, though it stays silent: a node that leads nowhere is not run.
  node.connect(context.destination);
  const tell = (message: ToMix, transfer: Transferable[] = []) => node.port.postMessage(message, transfer);
  const inputs = new Map<string, VoiceInput>();
  let late: ReadonlyMap<string, number> = new Map();
  const add = ({ id, track }: RecorderVoice) => {
    const input = openVoiceInput(context, node, track, copyOf);
    input.setLag(late.get(id));
    inputs.set(id, input);
  };
  let closing = false;
  // A phone call or a laptop's nap may have shut the sound: without it the recording's clock stands still.
  context.onstatechange = () => {
    if (context.state !== 'running' && !closing) context.resume().catch(onBroken);
  };

  return {
    setVoices(voices) {
      const wanted = new Map(voices.map((voice) => [voice.id, voice.track]));
      for (const [id, input] of inputs) {
        if (wanted.get(id) === input.track) continue;
        input.close();
        inputs.delete(id);
      }
      for (const voice of voices) {
        if (!inputs.has(voice.id)) add(voice);
      }
    },
    setLags(lags) {
      late = lags;
      for (const [id, input] of inputs) input.setLag(lags.get(id));
    },
    mend(ms) {
      if (ms > 0) for (const input of inputs.values()) input.renew();
      tell({ kind: 'fill', frames: Math.round((ms * SAMPLE_RATE) / 1_000) });
    },
    async start(sound, clock) {
      const began = new Promise<FromMix>((resolve) => {
        node.port.onmessage = ({ data }: MessageEvent<FromMix>) => resolve(data);
      });
      tell({ kind: 'start', sound, clock }, [sound, clock]);
      const { at } = await began;
      return at * 1_000 + (await distanceOf(context));
    },
    stop: () => tell({ kind: 'stop' }),
    async close() {
      closing = true;
      for (const input of inputs.values()) input.close();
      if (context.state !== 'closed') await context.close();
    },
  };
}

async function openContext(): Promise<AudioContext> {
  const context = new AudioContext({ sampleRate: SAMPLE_RATE, latencyHint: 'playback' });
  await context.audioWorklet.addModule(mixWorklet);
  return context;
}

/** By how much performance.now() is ahead of the context's time, ms, when that has just been moved on: what is mixed then was heard just now. */
async function distanceOf(context: AudioContext): Promise<number> {
  let least = Infinity;
  for (let reading = 0; reading < READINGS; reading++) {
    least = Math.min(least, performance.now() - context.currentTime * 1_000);
    await new Promise((resolve) => setTimeout(resolve, READING_EVERY));
  }
  return least;
}

async function running(context: AudioContext): Promise<void> {
  const late = new Promise<never>((_, reject) =>
    setTimeout(() => reject(new Error('The browser keeps its sound shut until the page is clicked.')), RESUME_WITHIN),
  );
  await Promise.race([context.resume(), late]);
}
