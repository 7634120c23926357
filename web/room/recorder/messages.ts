import type { RecorderTile, RecorderView } from './ports.ts';

/** A tile as the composing worker knows it: the track is replaced by the id of its frames' stream. */
export interface ComposedTile extends Pick<RecorderTile, 'id' | 'kind' | 'name' | 'speaks'> {
  source: string | null;
}

/** Page to compose.worker. */
export type ToCompose =
  | { kind: 'start'; view: RecorderView; config: VideoEncoderConfig; pictures: MessagePort; clock: MessagePort }
  | { kind: 'source'; id: string; readable: ReadableStream<VideoFrame> }
  | { kind: 'tiles'; tiles: ComposedTile[] }
  /** MediaClock.began, since the page's epoch: a worker has another `performance.timeOrigin`. UTC ms. */
  | { kind: 'began'; at: number }
  | { kind: 'stop' };

/** Page to mux.worker. `began`: the first frame of sound came so many ms after it was asked for; the last word before the first fragment counts. `finish` makes it close the file even if a track has not said its end. */
export type ToMux =
  | {
      kind: 'start';
      sessionId: string;
      recording: string;
      segment: number;
      seat: string;
      /** null: a file of sound alone. */
      pictures: MessagePort | null;
      sound: MessagePort;
    }
  | { kind: 'began'; afterMs: number }
  | { kind: 'finish' };

/** compose.worker and mux.worker to the page. */
export type FromCompose =
  | { kind: 'failed'; reason: string }
  | { kind: 'pace'; framesPerSecond: number }
  /** MediaClock.heard: so many ms are missing. */
  | { kind: 'slipped'; ms: number }
  /** RecorderOptions.onApart. */
  | { kind: 'apart'; goodMs: number };
export type FromMux =
  | { kind: 'ready' }
  | { kind: 'progress'; savedMs: number; pending: number }
  /** This browser's storage takes no more. */
  | { kind: 'unspooled' }
  | { kind: 'failed'; reason: string }
  /** All of it is cut into so many fragments, the last of which are still on their way ... */
  | { kind: 'ended'; fragments: number }
  /** ... and now all of them are handed over. */
  | { kind: 'stopped'; fragments: number };

/** compose.worker to mux.worker: encoded pictures in decoding order, times in seconds of the recording. */
export type PictureMessage =
  | {
      kind: 'picture';
      data: Uint8Array<ArrayBuffer>;
      type: EncodedVideoChunkType;
      timestamp: number;
      duration: number;
      decoderConfig: VideoDecoderConfig | null;
    }
  | { kind: 'end' };

/** mix.worklet to mux.worker: `frames` frames of both channels, left then right. */
export type SoundMessage = { kind: 'sound'; planar: Float32Array<ArrayBuffer>; frames: number } | { kind: 'end' };

/** mix.worklet to compose.worker: so many frames of sound there are, `filled` of them silence that was asked for, `at` (UTC ms) as the sound's own thread has it: the message may come late. */
export interface ClockMessage {
  frames: number;
  filled: number;
  at: number;
}

/** Page to mix.worklet. `fill`: so many frames are missing, or (negative) were given too much. */
export type ToMix =
  { kind: 'start'; sound: MessagePort; clock: MessagePort } | { kind: 'fill'; frames: number } | { kind: 'stop' };

/** mix.worklet to page: the first frame that is sent is the one of `at` by the context's time, seconds. */
export interface FromMix {
  at: number;
}
