import { ALL_FORMATS, BufferSource, EncodedAudioPacketSource, EncodedPacket, EncodedPacketSink } from 'mediabunny';
import { EncodedVideoPacketSource, Input, Mp4OutputFormat, Output, StreamTarget } from 'mediabunny';
import { AVC_CODEC, avc } from '../../../dev/seed/h264.ts';
import { drawCard, WIDTH, type Picture } from '../../../dev/seed/picture.ts';
import { makeFragments } from '../../../dev/seed/recording.ts';
import { cutFragments } from '../../../dev/seed/cut-fragments.ts';
import { PacketList } from './packet-list.ts';

const FPS = 25;
/** As the recorder does: a fragment a second, each with its own key frame. */
const FRAGMENT_SECONDS = 1;
const KEY_EVERY = FRAGMENT_SECONDS * FPS;
/** With it an hour has 925 MB, as that of the trial in which finishing was first measured. Bytes. */
const FRAGMENT_BYTES = 257_000;
/** What sound and tables take of a fragment, bytes. */
const BESIDE_PICTURES = 10_500;
/** The middle of the card, px: a whole picture is 134 kB and leaves room in a fragment for the others. */
const VIEW = { x: 120, y: 68, width: 400, height: 224 };
const CODED = avc(VIEW.width, VIEW.height);
/** Different pictures; each is drawn once. */
const CARDS = 12;
/** AAC frames: 1,024 samples of 48 kHz. */
const SOUND_SECONDS = 1024 / 48_000;

export interface MadeHour {
  /** Number 0 is the head; one second each. */
  fragments: AsyncGenerator<Uint8Array<ArrayBuffer>>;
  /** Every packet that went in; complete when the last fragment was taken. */
  packets: Record<'video' | 'audio', PacketList>;
}

/** A recording of so many seconds at full rate, decodable, no two packets alike, made piece by piece. */
export async function makeHour(seconds: number): Promise<MadeHour> {
  const packets = { video: new PacketList(), audio: new PacketList() };
  return { packets, fragments: make(seconds, packets, await soundsOfSeed()) };
}

interface Sounds {
  packets: EncodedPacket[];
  config: AudioDecoderConfig;
}

async function* make(
  seconds: number,
  packets: MadeHour['packets'],
  sounds: Sounds,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let pending = Buffer.alloc(0);
  const target = new StreamTarget(
    new WritableStream({ write: ({ data }) => void (pending = Buffer.concat([pending, data])) }),
  );
  const format = new Mp4OutputFormat({ fastStart: 'fragmented', minimumFragmentDuration: FRAGMENT_SECONDS });
  const output = new Output({ format, target });
  const video = new EncodedVideoPacketSource('avc');
  const audio = new EncodedAudioPacketSource('aac');
  output.addVideoTrack(video, { frameRate: FPS });
  output.addAudioTrack(audio);
  await output.start();
  const pictures = makePictures();
  for (let frame = 0, sound = 0; frame < seconds * FPS; frame++) {
    const picture = pictures(frame);
    packets.video.add(picture.data);
    await video.add(picture, {
      decoderConfig: { codec: AVC_CODEC, codedWidth: VIEW.width, codedHeight: VIEW.height, description: CODED.config },
    });
    for (; sound * SOUND_SECONDS < (frame + 1) / FPS; sound++) {
      const data = sounds.packets[sound % sounds.packets.length]?.data ?? new Uint8Array();
      packets.audio.add(data);
      await audio.add(new EncodedPacket(data, 'key', sound * SOUND_SECONDS, SOUND_SECONDS), {
        decoderConfig: sounds.config,
      });
    }
    if (frame % KEY_EVERY !== 0) continue;
    const { fragments, rest } = cutFragments(pending);
    pending = rest;
    yield* fragments;
  }
  await output.finalize();
  yield* cutFragments(pending).fragments;
}

/** Frame by frame: a whole picture every second, between them the same picture with noise that no decoder looks at. */
function makePictures(): (frame: number) => EncodedPacket {
  const cards = Array.from({ length: CARDS }, (_, i) => CODED.keyFrame(viewOf(drawCard('FIELDROOM', i / CARDS))));
  const spare = Math.floor((FRAGMENT_BYTES - (cards[0]?.length ?? 0) - BESIDE_PICTURES) / KEY_EVERY);
  return (frame) => {
    const since = frame % KEY_EVERY;
    const picture = since === 0 ? cards[(frame / KEY_EVERY) % CARDS] : CODED.sameFrame(since);
    const data = Buffer.concat([noise(frame, spare), picture ?? new Uint8Array()]);
    return new EncodedPacket(data, since === 0 ? 'key' : 'delta', frame / FPS, 1 / FPS);
  };
}

function viewOf({ y, u, v }: Picture): Picture {
  const { x, y: top, width, height } = VIEW;
  const cut = (plane: Uint8Array, by: number) => {
    const out = new Uint8Array((width / by) * (height / by));
    for (let row = 0; row < height / by; row++) {
      const from = (top / by + row) * (WIDTH / by) + x / by;
      out.set(plane.subarray(from, from + width / by), row * (width / by));
    }
    return out;
  };
  return { y: cut(y, 1), u: cut(u, 2), v: cut(v, 2) };
}

/** A length-prefixed SEI message of user data (ITU-T H.264 D.1.7); its bytes are above 3, so that nothing needs escaping. */
function noise(seed: number, bytes: number): Uint8Array {
  const size = [...Array.from({ length: Math.floor(bytes / 255) }, () => 255), bytes % 255];
  const unit = new Uint8Array(4 + 2 + size.length + bytes + 1);
  new DataView(unit.buffer).setUint32(0, unit.length - 4);
  unit.set([6, 5, ...size], 4);
  let state = seed * 2_654_435_769 + 1;
  for (let at = 6 + size.length; at < unit.length - 1; at++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    unit[at] = 4 + ((state >>> 8) % 252);
  }
  unit[unit.length - 1] = 0x80;
  return unit;
}

/** The demo recording's sound, over and over. */
async function soundsOfSeed(): Promise<Sounds> {
  const source = new BufferSource(await new Blob(await makeFragments()).arrayBuffer());
  const track = await new Input({ source, formats: ALL_FORMATS }).getPrimaryAudioTrack();
  const config = await track?.getDecoderConfig();
  if (!track || !config) throw new Error('The demo recording has no sound.');
  const packets: EncodedPacket[] = [];
  for await (const packet of new EncodedPacketSink(track).packets()) packets.push(packet);
  return { packets, config };
}
