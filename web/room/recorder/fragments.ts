import {
  AudioSample,
  AudioSampleSource,
  EncodedPacket,
  EncodedVideoPacketSource,
  Mp4OutputFormat,
  NullTarget,
  Output,
} from 'mediabunny';
import type { PictureMessage, SoundMessage } from './messages.ts';
import { KEY_SECONDS } from './picture.ts';
import { CHANNELS, SAMPLE_RATE, SOUND_BITRATE } from './sound.ts';

/** A fragment is closed at the first key frame after this long, seconds: just under the time between key frames. */
const FRAGMENT_AT_LEAST = 0.9 * KEY_SECONDS;

/** The mp4 in the making. Calls are to be awaited one after the other. */
export interface FragmentWriter {
  addPicture(picture: Extract<PictureMessage, { kind: 'picture' }>): Promise<void>;
  addSound(sound: Extract<SoundMessage, { kind: 'sound' }>): Promise<void>;
  /** Encodes and writes what is left; what is added later is dropped. Without a single picture or sound there is no file. */
  end(): Promise<void>;
}

/** `hasPictures` false: a file of sound alone. `onFragment` gets ftyp+moov first (the head, as soon as the first fragment is whole), then moof+mdat each. */
export async function openFragmentWriter(
  hasPictures: boolean,
  onFragment: (bytes: Uint8Array<ArrayBuffer>) => void,
): Promise<FragmentWriter> {
  let ftyp = new Uint8Array();
  let moof = new Uint8Array();
  const format = new Mp4OutputFormat({
    fastStart: 'fragmented',
    minimumFragmentDuration: FRAGMENT_AT_LEAST,
    onFtyp: (data) => (ftyp = data.slice()),
    onMoov: (data) => onFragment(joined(ftyp, data)),
    onMoof: (data) => (moof = data.slice()),
    onMdat: (data) => onFragment(joined(moof, data)),
  });
  const output = new Output({ format, target: new NullTarget() });
  const pictures = new EncodedVideoPacketSource('avc');
  const sounds = new AudioSampleSource({ codec: 'aac', bitrate: SOUND_BITRATE });
  if (hasPictures) output.addVideoTrack(pictures);
  output.addAudioTrack(sounds);
  await output.start();
  let soundFrames = 0;
  let hasPicture = !hasPictures;
  let over = false;

  return {
    async addPicture({ data, type, timestamp, duration, decoderConfig }) {
      if (over) return;
      const meta = decoderConfig ? { decoderConfig } : undefined;
      await pictures.add(new EncodedPacket(data, type, timestamp, duration), meta);
      hasPicture = true;
    },
    async addSound({ planar, frames }) {
      if (over) return;
      const sample = new AudioSample({
        data: planar,
        format: 'f32-planar',
        numberOfChannels: CHANNELS,
        sampleRate: SAMPLE_RATE,
        timestamp: soundFrames / SAMPLE_RATE,
      });
      soundFrames += frames;
      await sounds.add(sample);
      sample.close();
    },
    async end() {
      over = true;
      if (hasPicture && soundFrames > 0) await output.finalize();
      else await output.cancel();
    },
  };
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}
