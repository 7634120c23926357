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
  /** The sound stood still for a moment: voices that waited meanwhile now come late. */
  | { kind: 'slipped' }
  /** The sound is not at its time any more: this computer slept. */
  | { kind: 'apart' };
export type FromMux =
  | { kind: 'ready' }
  | { kind: 'progress'; savedMs: number; pending: number }
  /** This browser's storage takes no more. */
  | { kind: 'unspooled' }
  | { kind: 'failed'; reason: string }
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

/** mix.worklet to compose.worker: so many frames of sound have been mixed so far. */
export interface ClockMessage {
  frames: number;
}

/** Page to mix.worklet. */
export type ToMix = { kind: 'start'; sound: MessagePort; clock: MessagePort } | { kind: 'stop' };

/** mix.worklet to page: the first frame that is sent is the one of `at` by the context's time, seconds. */
export interface FromMix {
  at: number;
}
