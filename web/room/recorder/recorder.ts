import { openMix, type Mix } from './mix.ts';
import { openMux, type Mux } from './mux.ts';
import { openPictures, type Pictures } from './pictures.ts';
import { findPictureConfig } from './picture.ts';
import type { Recorder, RecorderOptions } from './ports.ts';

/** The tracks must have said their end within this, ms, or the file is closed without: a frozen encoder is not waited for. */
const END_WITHIN = 10_000;

/**
 * Begins to record a segment at once; tiles and voices may be set then and at any time. Rejects when this browser cannot record, with a sentence that says why.
 */
export async function startRecorder(options: RecorderOptions): Promise<Recorder> {
  const config = await findPictureConfig();
  if (!config) throw new Error('This browser cannot encode H.264.');

  let stopped: Promise<{ fragments: number }> | null = null;
  let failed = false;
  const fail = (reason: string) => {
    if (failed) return;
    failed = true;
    options.onFailed(reason);
    // What was encoded so far is still closed and handed over.
    stop().catch((error: unknown) => console.warn('fieldroom: the recorder did not stop cleanly', error));
  };

  const mix = await openMix((error) => fail(`The sound stopped: ${String(error)}`));
  const pictureChannel = new MessageChannel();
  const soundChannel = new MessageChannel();
  const clockChannel = new MessageChannel();
  const mux = await openMux(options, pictureChannel.port2, soundChannel.port2, fail).catch(async (error: unknown) => {
    await mix.close();
    throw error;
  });
  const pictures = openPictures(config, pictureChannel.port1, clockChannel.port2, {
    onFailed: fail,
    onSlipped: () => mix.renew(),
  });
  mix.start(soundChannel.port1, clockChannel.port1);
  mux.began(Math.round(performance.now() - options.askedAt));

  function stop(): Promise<{ fragments: number }> {
    stopped ??= end(mix, pictures, mux);
    return stopped;
  }

  return {
    setTiles: (tiles) => pictures.setTiles(tiles),
    setVoices: (voices) => mix.setVoices(voices),
    setLags: (lags) => mix.setLags(lags),
    stop,
  };
}

async function end(mix: Mix, pictures: Pictures, mux: Mux): Promise<{ fragments: number }> {
  mix.stop();
  pictures.stop();
  const late = setTimeout(() => mux.finish(), END_WITHIN);
  try {
    return await mux.stopped;
  } finally {
    clearTimeout(late);
    pictures.close();
    mux.close();
    await mix.close();
  }
}
