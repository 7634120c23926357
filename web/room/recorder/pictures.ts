import type { HearingEvents } from './hearing.ts';
import type { ComposedTile, FromCompose, ToCompose } from './messages.ts';
import type { RecorderTile, RecorderView } from './ports.ts';
import { createSpare } from './spare.ts';

/** The worker that composes and encodes the picture. */
export interface Pictures {
  setTiles(tiles: readonly RecorderTile[]): void;
  /** MediaClock.began. */
  began(at: number): void;
  /** Hands the last pictures over and says the end. */
  stop(): void;
  close(): void;
}

export interface PictureEvents extends Pick<HearingEvents, 'onSlipped' | 'onApart'> {
  onFailed(reason: string): void;
}

const spare = createSpare(
  () => new Worker(new URL('./compose.worker.ts', import.meta.url), { type: 'module', name: 'fieldroom-compose' }),
);
export const preparePictures = (): void => spare.prepare();

export function openPictures(
  view: RecorderView,
  config: VideoEncoderConfig,
  pictures: MessagePort,
  clock: MessagePort,
  events: PictureEvents,
): Pictures {
  const worker = spare.take();
  const tell = (message: ToCompose, transfer: Transferable[] = []) => worker.postMessage(message, transfer);
  /** Tracks whose frames the worker reads; it ends those that no tile shows, and so do we. */
  let read = new Set<string>();

  worker.onmessage = ({ data }: MessageEvent<FromCompose>) => {
    switch (data.kind) {
      case 'failed':
        events.onFailed(data.reason);
        break;
      case 'slipped':
        events.onSlipped(data.ms);
        break;
      case 'apart':
        events.onApart(data.goodMs);
        break;
      case 'pace':
        performance.mark('fieldroom:recorder-pace', { detail: data.framesPerSecond });
        break;
      default:
        data satisfies never;
    }
  };
  worker.onerror = (event) => events.onFailed(event.message || 'The recorder could not be loaded.');
  tell({ kind: 'start', view, config, pictures, clock }, [pictures, clock]);

  return {
    setTiles(tiles) {
      const reads = new Set<string>();
      const composed = tiles.map(({ track, ...tile }): ComposedTile => {
        if (!track || track.readyState === 'ended') return { ...tile, source: null };
        if (!read.has(track.id) && !reads.has(track.id)) {
          const readable = framesOf(track);
          tell({ kind: 'source', id: track.id, readable }, [readable]);
        }
        reads.add(track.id);
        return { ...tile, source: track.id };
      });
      read = reads;
      tell({ kind: 'tiles', tiles: composed });
    },
    began: (at) => tell({ kind: 'began', at: performance.timeOrigin + at }),
    stop: () => tell({ kind: 'stop' }),
    close: () => worker.terminate(),
  };
}

/** The processor exists on the page only, and a track cannot be sent to a worker; its stream of frames can. */
function framesOf(track: MediaStreamTrack): ReadableStream<VideoFrame> {
  return new MediaStreamTrackProcessor({ track: track as MediaStreamVideoTrack, maxBufferSize: 1 }).readable;
}
