import { watchSlept } from './apart.ts';
import type { MediaClock } from './clock.ts';
import { hearClock } from './hearing.ts';
import { openMix, prepareMix, type Mix } from './mix.ts';
import { openMux, prepareMux, type Mux } from './mux.ts';
import { findPictureConfig } from './picture.ts';
import { openPictures, preparePictures, type Pictures } from './pictures.ts';
import type { Recorder, RecorderOptions } from './ports.ts';

/** The tracks must have said their end within this, ms, or the file is closed without: a frozen encoder is not waited for. */
const END_WITHIN = 10_000;

/** Loads what a recording with pictures needs, so that it begins when it is asked for. */
export function prepareRecorder(): void {
  prepareVoice();
  prepareMix();
  preparePictures();
}

/** Loads what a recording of sound alone needs. */
export const prepareVoice = prepareMux;

/**
 * Begins to record a segment at once, silence and a black picture as long as there is nothing; tiles and voices may be set then and at any time. Rejects
 * when this browser cannot record, with a sentence that says why.
 */
export async function startRecorder(options: RecorderOptions): Promise<Recorder> {
  const { shows } = options;
  const config = shows && (await findPictureConfig(shows));
  if (shows && !config) throw new Error('This browser cannot encode H.264.');

  let stopped: Promise<{ fragments: number }> | null = null;
  let failed = false;
  const fail = (reason: string) => {
    if (failed) return;
    failed = true;
    options.onFailed(reason);
    // What was encoded so far is still closed and handed over.
    stop().catch((error: unknown) => console.warn('fieldroom: the recorder did not stop cleanly', error));
  };
  let isApart = false;
  /** From when it was asked for to its beginning. */
  let afterMs = 0;
  const onApart = (goodMs: number) => {
    if (stopped || isApart) return;
    isApart = true;
    options.onApart(Math.round(afterMs + goodMs));
  };

  const [pictureChannel, sound, clock] = [new MessageChannel(), new MessageChannel(), new MessageChannel()];
  const [mix, mux] = await both(
    openMix(options.copyOf, (error) => fail(`The sound stopped: ${String(error)}`)),
    openMux(options, shows ? pictureChannel.port2 : null, sound.port2, fail),
  );
  const events = { onFailed: fail, onSlipped: (ms: number) => mix.mend(ms), onApart };
  const pictures = shows && config ? openPictures(shows.view, config, pictureChannel.port1, clock.port2, events) : null;
  const hearing = pictures ? null : hearClock(clock.port2, 'alone', events);
  const counts: Pick<MediaClock, 'began'> | undefined = pictures ?? hearing?.clock;
  const unwatch = watchSlept(options.askedAt, onApart);
  const began = (at: number) => {
    afterMs = Math.max(0, Math.round(at - options.askedAt()));
    mux.began(afterMs);
  };
  began(performance.now());
  mix.start(sound.port1, clock.port1).then(
    (at) => {
      counts?.began(at);
      began(at);
    },
    (error: unknown) => fail(`The sound did not begin: ${String(error)}`),
  );

  function stop(): Promise<{ fragments: number }> {
    // What stands until the next segment is no picture of somebody.
    if (shows?.view === 'camera') pictures?.setTiles([]);
    unwatch();
    hearing?.close();
    stopped ??= end(mix, pictures, mux);
    return stopped;
  }

  return {
    setTiles: (tiles) => pictures?.setTiles(tiles),
    setVoices: (voices) => mix.setVoices(voices),
    setLags: (lags) => mix.setLags(lags),
    async cut() {
      // Told by onFailed when it fails: all else of it is waited for by whoever stops.
      stop().catch((error: unknown) => console.warn('fieldroom: the recorder did not stop cleanly', error));
      return mux.ended;
    },
    stop,
  };
}

/** Opened side by side; when one cannot be, the other is closed again. */
async function both(mix: Promise<Mix>, mux: Promise<Mux>): Promise<[Mix, Mux]> {
  try {
    return await Promise.all([mix, mux]);
  } catch (error) {
    for (const one of await Promise.allSettled([mix, mux])) if (one.status === 'fulfilled') await one.value.close();
    throw error;
  }
}

async function end(mix: Mix, pictures: Pictures | null, mux: Mux): Promise<{ fragments: number }> {
  mix.stop();
  pictures?.stop();
  const late = setTimeout(() => mux.finish(), END_WITHIN);
  try {
    return await mux.stopped;
  } finally {
    clearTimeout(late);
    pictures?.close();
    mux.close();
    await mix.close();
  }
}
