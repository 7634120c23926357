/**
 * A recording in fragments as a Researcher's browser hands it over, written by hand and apart from the code under test:
 * 25 pictures a second of which each fragment's first is a key, AAC frames beside them, random bytes for media.
 */
export interface MadeSample {
  bytes: Uint8Array;
  key: boolean;
}

export interface MadeRecording {
  /** Number 0 is the head. */
  fragments: Uint8Array<ArrayBuffer>[];
  video: MadeSample[];
  audio: MadeSample[];
  /** SPS and PPS as NAL units with 4-byte lengths. */
  parameterSets: Uint8Array;
}

export interface MadeOptions {
  /** Media fragments of 2 s each. */
  count?: number;
  seed?: number;
  audio?: boolean;
  /** False: a voice alone. */
  picture?: boolean;
  /** Length of a picture and of an AAC frame, bytes. */
  pictureBytes?: number;
  soundBytes?: number;
  /** Sizes, durations and flags stand in trex instead of each moof, where they can. */
  trexOnly?: boolean;
  /** AudioSpecificConfig; AAC-LC 48 kHz stereo. */
  audioConfig?: number[];
  /** Last byte of the SPS: another one is another encoder. */
  spsEnd?: number;
}

export const VIDEO_TIMESCALE = 12_800;
export const AUDIO_TIMESCALE = 48_000;
const PICTURE_TICKS = 512;
const SOUND_TICKS = 1024;
const PICTURES = 50;
const NOT_SYNC = 0x1010000;
const SYNC = 0x2000000;

export function makeRecording(options: MadeOptions = {}): MadeRecording {
  const { count = 3, seed = 1, audio: hasAudio = true, picture: hasPicture = true } = options;
  const { pictureBytes = 60, soundBytes = 20, trexOnly = false } = options;
  const random = randomBytes(seed);
  const sps = [0x67, 0x42, 0xc0, 0x1e, 0xd9, 0x00, 0xa0, 0x47, 0xfe, options.spsEnd ?? 0xc8];
  const pps = [0x68, 0xce, 0x3c, 0x80];
  const made: MadeRecording = {
    fragments: [
      head({
        sps,
        pps,
        hasAudio,
        hasPicture,
        pictureBytes,
        soundBytes,
        audioConfig: options.audioConfig ?? [0x11, 0x90],
      }),
    ],
    video: [],
    audio: [],
    parameterSets: bytesOf(u32(sps.length), sps, u32(pps.length), pps),
  };
  let sounds = 0;
  for (let n = 0; n < count; n++) {
    const video = Array.from({ length: hasPicture ? PICTURES : 0 }, (_, i) => ({
      key: i === 0,
      bytes: bytesOf(u32(pictureBytes - 4), [i === 0 ? 0x65 : 0x41], random(pictureBytes - 5)),
    }));
    const until = Math.floor(((n + 1) * 2 * AUDIO_TIMESCALE) / SOUND_TICKS);
    const audio = hasAudio
      ? Array.from({ length: until - sounds }, () => ({ key: true, bytes: random(soundBytes) }))
      : [];
    made.fragments.push(fragment({ n, video, audio, soundsBefore: sounds, trexOnly }));
    made.video.push(...video);
    made.audio.push(...audio);
    sounds = until;
  }
  return made;
}

type Part = ArrayLike<number>;

function bytesOf(...parts: Part[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const u16 = (value: number) => [(value >> 8) & 255, value & 255];
const u32 = (value: number) => [(value >>> 24) & 255, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
const zeros = (count: number) => new Uint8Array(count);
const ascii = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0));
/** A box around the parts. */
export const madeBox = (type: string, ...parts: Part[]) => {
  const payload = bytesOf(...parts);
  return bytesOf(u32(payload.length + 8), ascii(type), payload);
};

/** xorshift: the same seed gives the same recording. */
function randomBytes(seed: number) {
  let state = seed * 2_654_435_769 || 1;
  return (length: number) =>
    Uint8Array.from({ length }, () => {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      return state & 255;
    });
}

interface HeadParts {
  sps: number[];
  pps: number[];
  hasAudio: boolean;
  hasPicture: boolean;
  audioConfig: number[];
  pictureBytes: number;
  soundBytes: number;
}

function head({
  sps,
  pps,
  hasAudio,
  hasPicture,
  audioConfig,
  pictureBytes,
  soundBytes,
}: HeadParts): Uint8Array<ArrayBuffer> {
  const avcC = madeBox('avcC', [1, 0x42, 0xc0, 0x1e, 0xff, 0xe1], u16(sps.length), sps, [1], u16(pps.length), pps);
  const avc1 = madeBox('avc1', zeros(6), u16(1), zeros(16), u16(640), u16(360), zeros(50), avcC);
  const specific = [0x05, audioConfig.length, ...audioConfig];
  const decoder = [0x04, 13 + specific.length, 0x40, 0x15, ...zeros(11), ...specific];
  const esds = madeBox('esds', u32(0), [0x03, 3 + decoder.length + 3, 0, 1, 0], decoder, [0x06, 1, 2]);
  const mp4a = madeBox(
    'mp4a',
    zeros(6),
    u16(1),
    zeros(8),
    u16(2),
    u16(16),
    zeros(4),
    u32(AUDIO_TIMESCALE * 65_536),
    esds,
  );
  const pictures = trak({
    id: 1,
    timescale: VIDEO_TIMESCALE,
    handler: 'vide',
    header: madeBox('vmhd', u32(1), zeros(8)),
    entry: avc1,
  });
  const sounds = trak({
    id: 2,
    timescale: AUDIO_TIMESCALE,
    handler: 'soun',
    header: madeBox('smhd', zeros(8)),
    entry: mp4a,
  });
  const mvex = madeBox(
    'mvex',
    hasPicture ? madeBox('trex', u32(0), u32(1), u32(1), u32(PICTURE_TICKS), u32(pictureBytes), u32(NOT_SYNC)) : [],
    hasAudio ? madeBox('trex', u32(0), u32(2), u32(1), u32(SOUND_TICKS), u32(soundBytes), u32(SYNC)) : [],
  );
  const mvhd = madeBox('mvhd', zeros(12), u32(1000), zeros(80), u32(3));
  return bytesOf(
    madeBox('ftyp', ascii('isom'), u32(512), ascii('isomiso6mp41')),
    madeBox('moov', mvhd, hasPicture ? pictures : [], hasAudio ? sounds : [], mvex),
  );
}

function trak(track: { id: number; timescale: number; handler: string; header: Part; entry: Part }): Uint8Array {
  const { id, timescale, handler, header, entry } = track;
  const matrix = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000].flatMap(u32);
  const size = handler === 'vide' ? [...u32(640 << 16), ...u32(360 << 16)] : zeros(8);
  const tables = ['stts', 'stsc', 'stco'].map((type) => madeBox(type, zeros(8)));
  return madeBox(
    'trak',
    madeBox('tkhd', u32(3), zeros(8), u32(id), zeros(8), zeros(12), zeros(4), matrix, size),
    madeBox(
      'mdia',
      madeBox('mdhd', zeros(12), u32(timescale), zeros(4), u16(0x55c4), zeros(2)),
      madeBox('hdlr', zeros(8), ascii(handler), zeros(12), ascii('made\0')),
      madeBox(
        'minf',
        header,
        madeBox('dinf', madeBox('dref', u32(0), u32(1), madeBox('url ', u32(1)))),
        madeBox('stbl', madeBox('stsd', u32(0), u32(1), entry), ...tables, madeBox('stsz', zeros(12))),
      ),
    ),
  );
}

interface FragmentParts {
  n: number;
  video: MadeSample[];
  audio: MadeSample[];
  soundsBefore: number;
  trexOnly: boolean;
}

function fragment({ n, video, audio, soundsBefore, trexOnly }: FragmentParts): Uint8Array<ArrayBuffer> {
  const videoBytes = video.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const build = (dataAt: number) =>
    madeBox(
      'moof',
      madeBox('mfhd', u32(0), u32(n + 1)),
      video.length === 0
        ? []
        : traf({
            id: 1,
            decodeTime: n * PICTURES * PICTURE_TICKS,
            ticks: PICTURE_TICKS,
            at: dataAt,
            samples: video,
            trexOnly,
          }),
      audio.length === 0
        ? []
        : traf({
            id: 2,
            decodeTime: soundsBefore * SOUND_TICKS,
            ticks: SOUND_TICKS,
            at: dataAt + videoBytes,
            samples: audio,
            trexOnly,
          }),
    );
  const moof = build(build(0).length + 8);
  return bytesOf(moof, madeBox('mdat', ...[...video, ...audio].map(({ bytes }) => bytes)));
}

interface TrafParts {
  id: number;
  decodeTime: number;
  ticks: number;
  at: number;
  samples: MadeSample[];
  trexOnly: boolean;
}

function traf({ id, decodeTime, ticks, at, samples, trexOnly }: TrafParts): Uint8Array {
  const tfdt = madeBox('tfdt', u32(0x1000000), u32(Math.floor(decodeTime / 2 ** 32)), u32(decodeTime));
  if (trexOnly) {
    const trun = madeBox('trun', u32(0x5), u32(samples.length), u32(at), u32(SYNC));
    return madeBox('traf', madeBox('tfhd', u32(0x20000), u32(id)), tfdt, trun);
  }
  const rows = samples.flatMap(({ bytes, key }) => [
    ...u32(ticks),
    ...u32(bytes.length),
    ...u32(key ? SYNC : NOT_SYNC),
  ]);
  const trun = madeBox('trun', u32(0x701), u32(samples.length), u32(at), rows);
  return madeBox('traf', madeBox('tfhd', u32(0x20000), u32(id)), tfdt, trun);
}
