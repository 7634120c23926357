import { openMix, type Mix } from './mix.ts';
import { openMux, type Mux } from './mux.ts';
import { watchApart } from './apart.ts';
import type { ClockMessage } from './messages.ts';
import type { RecorderOptions, VoiceRecorder } from './ports.ts';

/** The sound must have said its end within this, ms, or the file is closed without. */
const END_WITHIN = 5_000;

/**
 * Begins to record one's own voice at once: silence as long as there is none. `onApart`: the sound is not at its time any more
 * (this computer slept); what follows belongs into a new segment, which is. Rejects when this browser cannot.
 */
export async function startVoiceRecorder(options: RecorderOptions & { onApart(): void }): Promise<VoiceRecorder> {
  let stopped: Promise<{ fragments: number }> | null = null;
  let failed = false;
  const fail = (reason: string) => {
    if (failed) return;
    failed = true;
    options.onFailed(reason);
    stop().catch((error: unknown) => console.warn('fieldroom: the voice recorder did not stop cleanly', error));
  };
  const mix = await openMix((error) => fail(`The sound stopped: ${String(error)}`));
  const sound = new MessageChannel();
  const clock = new MessageChannel();
  const mux = await openMux(options, null, sound.port2, fail).catch(async (error: unknown) => {
    await mix.close();
    throw error;
  });
  const hears = watchApart(() => !stopped && options.onApart());
  clock.port2.onmessage = ({ data }: MessageEvent<ClockMessage>) => hears(data.frames, performance.now());
  mix.start(sound.port1, clock.port1);
  mux.began(Math.round(performance.now() - options.askedAt));

  function stop(): Promise<{ fragments: number }> {
    stopped ??= end(mix, mux);
    return stopped;
  }

  return {
    setVoice: (track) => mix.setVoices(track ? [{ id: 'own', track }] : []),
    stop,
  };
}

async function end(mix: Mix, mux: Mux): Promise<{ fragments: number }> {
  mix.stop();
  const late = setTimeout(() => mux.finish(), END_WITHIN);
  try {
    return await mux.stopped;
  } finally {
    clearTimeout(late);
    mux.close();
    await mix.close();
  }
}
