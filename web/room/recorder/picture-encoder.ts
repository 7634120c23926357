import type { PictureMessage } from './messages.ts';
import { SAMPLE_RATE, SOUND_BLOCK, VOICES_WAIT } from './sound.ts';

/** Pictures inside the encoder at once; more means it is slower than we are, and the newest is left out. */
const QUEUE_MAX = 2;
/** What an AAC-LC encoder puts before the first sound, which players do not cut off a fragment, and how long voices are held back, seconds. */
const SOUND_DELAY = SOUND_BLOCK / SAMPLE_RATE + VOICES_WAIT;

/** H.264 pictures on their way to the mux worker. */
export interface PictureEncoder {
  /** It has not finished with earlier pictures: leave this one out. */
  busy(): boolean;
  /** `slot` and `length` in hundredths of a second of the recording. */
  encode(picture: OffscreenCanvas | VideoFrame, slot: number, length: number, key: boolean): void;
  /** Hands over what is left and says the end. */
  end(): Promise<void>;
}

export function openPictureEncoder(
  config: VideoEncoderConfig,
  pictures: MessagePort,
  onBroken: (error: unknown) => void,
): PictureEncoder {
  const send = (message: PictureMessage, transfer: Transferable[]) => pictures.postMessage(message, transfer);
  const encoder = new VideoEncoder({
    error: onBroken,
    output(chunk, metadata) {
      const data = new Uint8Array(chunk.byteLength);
      chunk.copyTo(data);
      const timestamp = chunk.timestamp / 1e6 + (chunk.timestamp === 0 ? 0 : SOUND_DELAY);
      const duration = (chunk.duration ?? 0) / 1e6;
      const decoderConfig = metadata?.decoderConfig ?? null;
      send({ kind: 'picture', data, type: chunk.type, timestamp, duration, decoderConfig }, [data.buffer]);
    },
  });
  encoder.configure(config);
  return {
    busy: () => encoder.encodeQueueSize > QUEUE_MAX,
    encode(picture, slot, length, key) {
      const frame = new VideoFrame(picture, { timestamp: slot * 10_000, duration: length * 10_000, alpha: 'discard' });
      encoder.encode(frame, { keyFrame: key });
      frame.close();
    },
    async end() {
      if (encoder.state === 'configured') await encoder.flush();
      if (encoder.state !== 'closed') encoder.close();
      send({ kind: 'end' }, []);
    },
  };
}
