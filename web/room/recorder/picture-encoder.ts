import type { PictureMessage } from './messages.ts';
import { FRAME_RATE } from './picture.ts';
import { SAMPLE_RATE, SOUND_BLOCK } from './sound.ts';

/** Pictures inside the encoder at once; more means it is slower than we are, and the newest is left out. */
const QUEUE_MAX = 2;
/** What an AAC-LC encoder puts before the first sound, which players do not cut off a fragment, seconds. */
const SOUND_DELAY = SOUND_BLOCK / SAMPLE_RATE;
/** Time between pictures at full pace, and the most that a picture is set earlier at a slower one, hundredths of a second. */
const [FULL_PACE, EARLIER_MAX] = [100 / FRAME_RATE, 3];

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
      // What a picture shows happened since the one before: at a slow pace it stands in the middle of that.
      const earlier = slot === 0 ? 0 : Math.min(EARLIER_MAX, Math.max(0, (length - FULL_PACE) / 2));
      const timestamp = (slot - earlier) * 10_000;
      const frame = new VideoFrame(picture, { timestamp, duration: length * 10_000, alpha: 'discard' });
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
