import { registerAacEncoder } from '@mediabunny/aac-encoder';
import {
  AudioSample,
  AudioSampleSource,
  BufferTarget,
  EncodedPacket,
  EncodedVideoPacketSource,
  Mp4OutputFormat,
  Output,
} from 'mediabunny';
import { AVC_CODEC, avc } from '../seed/h264.ts';
import { drawCard, HEIGHT, WIDTH } from '../seed/picture.ts';

const CODED = avc(WIDTH, HEIGHT);
const FPS = 10;
/** A key frame is the raw picture, 345 kB: one in ten seconds keeps an hour below the service's own 300 MB. */
const KEY_EVERY = 10 * FPS;
const RATE = 48_000;
/** A file has at least one picture. ms. */
const SHORTEST = 100;

/** A finished recording of `ms`: H.264 and AAC, its head in front (faststart). Made, not recorded: a card with a bar, and a soft tone. */
export async function makeFilm(ms: number): Promise<Uint8Array> {
  registerAacEncoder();
  const frames = Math.round(Math.max(ms, SHORTEST) / (1_000 / FPS));
  const target = new BufferTarget();
  const output = new Output({ format: new Mp4OutputFormat({ fastStart: 'in-memory' }), target });
  const video = new EncodedVideoPacketSource('avc');
  const audio = new AudioSampleSource({ codec: 'aac', bitrate: 96_000 });
  output.addVideoTrack(video, { frameRate: FPS });
  output.addAudioTrack(audio);
  await output.start();
  for (let frame = 0; frame < frames; frame++) {
    await video.add(packetOf(frame, frames), {
      decoderConfig: { codec: AVC_CODEC, codedWidth: WIDTH, codedHeight: HEIGHT, description: CODED.config },
    });
    const sound = tone(frame);
    await audio.add(sound);
    sound.close();
  }
  await output.finalize();
  if (!target.buffer) throw new Error('mediabunny made no file');
  return new Uint8Array(target.buffer);
}

function packetOf(frame: number, frames: number): EncodedPacket {
  const since = frame % KEY_EVERY;
  const data =
    since === 0
      ? CODED.keyFrame(drawCard('FIELDROOM', Math.min(1, (frame + KEY_EVERY) / frames)))
      : CODED.sameFrame(since);
  return new EncodedPacket(data, since === 0 ? 'key' : 'delta', frame / FPS, 1 / FPS);
}

/** The sound of one frame of the picture. */
function tone(frame: number): AudioSample {
  const length = RATE / FPS;
  const data = new Float32Array(length * 2);
  for (let i = 0; i < length; i++)
    data[2 * i] = data[2 * i + 1] = 0.1 * Math.sin((2 * Math.PI * 220 * (frame * length + i)) / RATE);
  return new AudioSample({ data, format: 'f32', numberOfChannels: 2, sampleRate: RATE, timestamp: frame / FPS });
}
