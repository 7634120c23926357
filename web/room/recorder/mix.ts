// oxlint-disable-next-line import/default -- vite makes it: the address of the built worklet.
import mixWorklet from './mix.worklet.ts?worker&url';
import { openDelayLine, type DelayLine } from './delay-line.ts';
import type { ToMix } from './messages.ts';
import type { RecorderVoice } from './ports.ts';
import { CHANNELS, SAMPLE_RATE, VOICE_WAIT_MAX, VOICES_WAIT } from './sound.ts';

/** A browser that has seen no click yet keeps its audio shut; after this long, ms, we say so instead of waiting. */
const RESUME_WITHIN = 3_000;

/** All voices in one place, on one clock. */
export interface Mix {
  setVoices(voices: readonly RecorderVoice[]): void;
  /** By the id of a voice: how much later than its picture it comes, ms. None: it is taken to be in step. */
  setLags(lags: ReadonlyMap<string, number>): void;
  /** Drops what voices have queued up while the mix stood still, which would make them late from then on. */
  renew(): void;
  /** From here on every frame is sent: to `sound` with its samples, to `clock` as a count. */
  start(sound: MessagePort, clock: MessagePort): void;
  /** Sends the rest and the end. */
  stop(): void;
  close(): Promise<void>;
}

/**
 * Runs on the loudspeaker's thread though nothing is played: it is the one thread that keeps its time on a starved
 * machine. (With `sinkId: none` a busy machine lost a fifth of the sound; this way nothing.)
 */
export async function openMix(onBroken: (error: unknown) => void): Promise<Mix> {
  const context = new AudioContext({ sampleRate: SAMPLE_RATE, latencyHint: 'playback' });
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
  const inputs = new Map<string, Input>();
  let late: ReadonlyMap<string, number> = new Map();
  const add = (id: string, track: MediaStreamTrack) => inputs.set(id, openInput(context, node, track, late.get(id)));
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
      for (const { id, track } of voices) {
        if (!inputs.has(id)) add(id, track);
      }
    },
    setLags(lags) {
      late = lags;
      for (const [id, { line }] of inputs) line.hold(waitFor(lags.get(id)));
    },
    renew() {
      for (const [id, input] of inputs) {
        input.close();
        add(id, input.track);
      }
    },
    start: (sound, clock) => tell({ kind: 'start', sound, clock }, [sound, clock]),
    stop: () => tell({ kind: 'stop' }),
    async close() {
      closing = true;
      for (const input of inputs.values()) input.close();
      if (context.state !== 'closed') await context.close();
    },
  };
}

interface Input {
  track: MediaStreamTrack;
  line: DelayLine;
  close(): void;
}

/** How long a voice is held back that is so many ms late, seconds. */
const waitFor = (lag = 0): number => VOICES_WAIT - lag / 1_000;

function openInput(context: AudioContext, node: AudioNode, track: MediaStreamTrack, lag?: number): Input {
  const stream = new MediaStream([track]);
  // Chromium decodes a far person's voice only for a media element; a muted one will do.
  const player = new Audio();
  player.muted = true;
  player.srcObject = stream;
  const source = context.createMediaStreamSource(stream);
  const line = openDelayLine(context, node, VOICE_WAIT_MAX);
  line.hold(waitFor(lag));
  source.connect(line.input);
  return {
    track,
    line,
    close() {
      source.disconnect();
      line.close();
      player.srcObject = null;
    },
  };
}

async function running(context: AudioContext): Promise<void> {
  const late = new Promise<never>((_, reject) =>
    setTimeout(() => reject(new Error('The browser keeps its sound shut until the page is clicked.')), RESUME_WITHIN),
  );
  await Promise.race([context.resume(), late]);
}
