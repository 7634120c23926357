import type { FromMux, ToMux } from './messages.ts';
import type { RecorderOptions } from './ports.ts';
import { createSpare } from './spare.ts';

/** The worker that encodes the sound, writes the mp4 and hands it over. */
export interface Mux {
  /** Resolves when all is cut into fragments, the last of which are still on their way; rejects when the worker died. */
  ended: Promise<{ fragments: number }>;
  /** Resolves when all was handed over; rejects when the worker died. */
  stopped: Promise<{ fragments: number }>;
  /** The recording's clock has begun, so many ms after it was asked for. Until the first fragment it may be said again, better. */
  began(afterMs: number): void;
  /** Closes the file now, whatever is still to come. */
  finish(): void;
  close(): void;
}

const spare = createSpare(
  () => new Worker(new URL('./mux.worker.ts', import.meta.url), { type: 'module', name: 'fieldroom-mux' }),
);
export const prepareMux = (): void => spare.prepare();

/** Resolves when the encoder is loaded. Rejects when it cannot be. */
export async function openMux(
  options: RecorderOptions,
  pictures: MessagePort | null,
  sound: MessagePort,
  onFailed: (reason: string) => void,
): Promise<Mux> {
  const worker = spare.take();
  const ready = Promise.withResolvers<void>();
  const [ended, stopped] = [
    Promise.withResolvers<{ fragments: number }>(),
    Promise.withResolvers<{ fragments: number }>(),
  ];
  // Whoever stops the recorder hears of a dead worker; when nobody does, onFailed has told.
  for (const { promise } of [ended, stopped]) promise.catch(() => undefined);
  let isReady = false;

  worker.onmessage = ({ data }: MessageEvent<FromMux>) => {
    switch (data.kind) {
      case 'ready':
        isReady = true;
        ready.resolve();
        break;
      case 'progress':
        options.onProgress({ savedMs: data.savedMs, pending: data.pending });
        break;
      case 'unspooled':
        options.onUnspooled?.();
        break;
      case 'failed':
        if (isReady) onFailed(data.reason);
        else ready.reject(new Error(data.reason));
        break;
      case 'ended':
        ended.resolve({ fragments: data.fragments });
        break;
      case 'stopped':
        stopped.resolve({ fragments: data.fragments });
        break;
      default:
        data satisfies never;
    }
  };
  worker.onerror = (event) => {
    const error = new Error(event.message || 'The recorder could not be loaded.');
    ready.reject(error);
    ended.reject(error);
    stopped.reject(error);
    if (isReady) onFailed(error.message);
  };

  const { sessionId, recording, segment, seat } = options;
  const start: ToMux = { kind: 'start', sessionId, recording, segment, seat, pictures, sound };
  worker.postMessage(start, pictures ? [pictures, sound] : [sound]);
  const finish: ToMux = { kind: 'finish' };
  const mux: Mux = {
    ended: ended.promise,
    stopped: stopped.promise,
    began: (afterMs) => worker.postMessage({ kind: 'began', afterMs } satisfies ToMux),
    finish: () => worker.postMessage(finish),
    close: () => worker.terminate(),
  };
  try {
    await ready.promise;
  } catch (error) {
    worker.terminate();
    throw error;
  }
  return mux;
}
