import { boxAt, boxesIn, boxesOf, fragmentBad, readType, readU32, readVersion } from './box.ts';
import { audioConfig, parameterSets } from './codec.ts';

/** Values a fragment falls back on when it says nothing itself (trex, ISO/IEC 14496-12 8.8.3). */
export interface SampleDefaults {
  duration: number;
  size: number;
  flags: number;
}

export interface HeadTrack {
  id: number;
  kind: 'video' | 'audio';
  /** Ticks of a second. */
  timescale: number;
  defaults: SampleDefaults;
  /** The one sample entry, as it stands in stsd. */
  entry: Uint8Array;
  /** What a decoder must know before the first sample: SPS and PPS with 4-byte lengths, or the AudioSpecificConfig. */
  config: Uint8Array;
  /** Contents of the trak box. */
  trak: Uint8Array;
}

/** The head of a fragmented mp4: one H.264 track with one AAC track or none, or one AAC track alone. */
export interface Head {
  tracks: HeadTrack[];
}

export const hasPicture = ({ tracks }: Head): boolean => tracks.some(({ kind }) => kind === 'video');

const KINDS: Record<string, HeadTrack['kind']> = { vide: 'video', soun: 'audio' };
const HANDLER_TYPE_AT = 8;

/** Reads fragment number 0, ftyp and moov. AppError `fragment_bad` unless it is H.264, AAC, or one of each. */
export function parseHead(bytes: Uint8Array): Head {
  const top = [...boxesIn(bytes)];
  if (top[0]?.type !== 'ftyp') throw fragmentBad('a head begins with ftyp');
  if (top.some((box) => box.type === 'moof' || box.type === 'mdat')) throw fragmentBad('a head holds no media');
  const moov = boxAt(bytes, 'moov').payload;
  const trexes = boxesOf(boxAt(moov, 'mvex').payload, 'trex');
  const tracks = boxesOf(moov, 'trak').map(({ payload }) => parseTrack(payload, trexes));
  const kinds = tracks.map((track) => track.kind);
  if (kinds.length === 0 || new Set(kinds).size !== kinds.length) {
    throw fragmentBad('a head has one H.264 track, one AAC track, or one of each');
  }
  return { tracks };
}

function parseTrack(trak: Uint8Array, trexes: { payload: Uint8Array }[]): HeadTrack {
  const tkhd = boxAt(trak, 'tkhd');
  const id = readU32(tkhd.payload, readVersion(tkhd) === 1 ? 20 : 12);
  const mdhd = boxAt(trak, 'mdia', 'mdhd');
  const timescale = readU32(mdhd.payload, readVersion(mdhd) === 1 ? 20 : 12);
  if (timescale === 0) throw fragmentBad('a track has no timescale');
  const kind = KINDS[readType(boxAt(trak, 'mdia', 'hdlr').payload, HANDLER_TYPE_AT)];
  if (!kind) throw fragmentBad('a track is neither video nor audio');
  const trex = trexes.find(({ payload }) => readU32(payload, 4) === id)?.payload;
  if (!trex) throw fragmentBad('a track has no trex');
  const entry = onlyEntry(boxAt(trak, 'mdia', 'minf', 'stbl', 'stsd').payload);
  return {
    id,
    kind,
    timescale,
    entry,
    config: kind === 'video' ? parameterSets(entry) : audioConfig(entry),
    defaults: { duration: readU32(trex, 12), size: readU32(trex, 16), flags: readU32(trex, 20) },
    trak,
  };
}

function onlyEntry(stsd: Uint8Array): Uint8Array {
  const entries = [...boxesIn(stsd.subarray(8))];
  if (entries.length !== 1) throw fragmentBad('a track has exactly one sample entry');
  return stsd.subarray(8);
}
