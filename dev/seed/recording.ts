import { registerAacEncoder } from '@mediabunny/aac-encoder';
import {
  AudioSample,
  AudioSampleSource,
  EncodedPacket,
  EncodedVideoPacketSource,
  Mp4OutputFormat,
  Output,
  StreamTarget,
} from 'mediabunny';
import { cutFragments } from './cut-fragments.ts';
import { AVC_CODEC, avc } from './h264.ts';
import { drawCard, HEIGHT, WIDTH } from './picture.ts';

const CODED = avc(WIDTH, HEIGHT);
const SECONDS = 12;
const FPS = 10;
const KEY_EVERY = 2 * FPS;
const RATE = 48_000;

/** A small recording in fragments, as a Researcher's browser would hand it over: 0 is the head, then about 2 s each. */
export async function makeFragments(): Promise<Uint8Array<ArrayBuffer>[]> {
  registerAacEncoder();
  const bytes: Uint8Array[] = [];
  const target = new StreamTarget(new WritableStream({ write: ({ data }) => void bytes.push(data.slice()) }));
  const output = new Output({
    format: new Mp4OutputFormat({ fastStart: 'fragmented', minimumFragmentDuration: 2 }),
    target,
  });
  const video = new EncodedVideoPacketSource('avc');
  const audio = new AudioSampleSource({ codec: 'aac', bitrate: 96_000 });
  output.addVideoTrack(video, { frameRate: FPS });
  output.addAudioTrack(audio);
  await output.start();
  for (let frame = 0; frame < SECONDS * FPS; frame++) {
    await video.add(videoPacket(frame), {
      decoderConfig: { codec: AVC_CODEC, codedWidth: WIDTH, codedHeight: HEIGHT, description: CODED.config },
    });
    if (frame % FPS === 0) {
      const second = chime(frame / FPS);
      await audio.add(second);
      second.close();
    }
  }
  await output.finalize();
  return cutFragments(Buffer.concat(bytes)).fragments;
}

function videoPacket(frame: number): EncodedPacket {
  const since = frame % KEY_EVERY;
  const data =
    since === 0 ? CODED.keyFrame(drawCard('FIELDROOM', (frame + KEY_EVERY) / (SECONDS * FPS))) : CODED.sameFrame(since);
  return new EncodedPacket(data, since === 0 ? 'key' : 'delta', frame / FPS, 1 / FPS);
}

/** One second: a soft tone that dies away, a fifth higher in every other second. */
function chime(second: number): AudioSample {
  const data = new Float32Array(RATE * 2);
  const pitch = second % 2 ? 330 : 220;
  for (let i = 0; i < RATE; i++)
    data[2 * i] = data[2 * i + 1] = 0.2 * Math.exp((-4 * i) / RATE) * Math.sin((2 * Math.PI * pitch * i) / RATE);
  return new AudioSample({ data, format: 'f32', numberOfChannels: 2, sampleRate: RATE, timestamp: second });
}
