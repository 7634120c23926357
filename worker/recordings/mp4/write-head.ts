import { boxAt, boxesIn, readU32, readVersion } from './box.ts';
import type { SampleTable } from './sample-table.ts';
import { buildSampleBoxes } from './write-samples.ts';
import { ascii, box, joined, lengthOf, type Pieces, U32_LIMIT, u32s, u64 } from './write-box.ts';

/** Ticks of a second in mvhd, tkhd and elst. */
const MOVIE_TIMESCALE = 1000;
/** Rate 1.0, volume 1.0, and the matrix that changes nothing (ISO/IEC 14496-12 8.2.2). */
const RATE_ONE = 0x10000;
const VOLUME_ONE = 0x1000000;
const MATRIX = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000];
/** A head of six hours is 7 MB; with it, offsets beyond 32 bits need co64 and a long mdat. Bytes. */
const HEAD_ROOM = 64 * 1024 * 1024;

const inMovie = (ticks: number, table: SampleTable) => Math.round((ticks / table.head.timescale) * MOVIE_TIMESCALE);

/**
 * Everything before the media data of a faststart mp4: ftyp, moov, and the header of an mdat of `dataBytes`.
 * Chunk offsets in the tables count from the first byte of media data; here they become offsets in the file.
 */
export function buildHead(tables: SampleTable[], dataBytes: number): Uint8Array {
  const wide = dataBytes + HEAD_ROOM > U32_LIMIT;
  const ftyp = box('ftyp', ascii('isom'), u32s(0x200), ascii('isomiso2avc1mp41'));
  const mdat = wide ? [u32s(1), ascii('mdat'), u64(dataBytes + 16)] : [u32s(dataBytes + 8), ascii('mdat')];
  const build = (dataAt: number) => [...ftyp, ...buildMoov(tables, { dataAt, wide }), ...mdat];
  // Offsets have a fixed width, so the first build only measures.
  return joined(build(lengthOf(build(0))));
}

interface Offsets {
  dataAt: number;
  wide: boolean;
}

function buildMoov(tables: SampleTable[], offsets: Offsets): Pieces {
  const duration = Math.max(...tables.map((table) => inMovie(table.end, table)));
  const mvhd = box(
    'mvhd',
    u32s(0, 0, 0, MOVIE_TIMESCALE, duration, RATE_ONE, VOLUME_ONE, 0, 0, ...MATRIX, 0, 0, 0, 0, 0, 0),
    u32s(tables.length + 1),
  );
  return box('moov', mvhd, ...tables.map((table, i) => buildTrak(table, i + 1, offsets)));
}

function buildTrak(table: SampleTable, id: number, offsets: Offsets): Pieces {
  const mdia = boxAt(table.head.trak, 'mdia').payload;
  const minf = [...boxesIn(boxAt(mdia, 'minf').payload)].filter(({ type }) => type !== 'stbl');
  return box(
    'trak',
    buildTkhd(table, id),
    ...buildEdits(table),
    box(
      'mdia',
      buildMdhd(table, mdia),
      box('hdlr', boxAt(mdia, 'hdlr').payload),
      box('minf', ...minf.map(({ type, payload }) => box(type, payload)), buildSampleBoxes(table, offsets)),
    ),
  );
}

/** The recorder's tkhd with our id and duration: size, matrix and volume stay as they were. */
function buildTkhd(table: SampleTable, id: number): Pieces {
  const tkhd = boxAt(table.head.trak, 'tkhd');
  const afterDuration = readVersion(tkhd) === 1 ? 36 : 24;
  const enabledInMovie = 3;
  return box(
    'tkhd',
    u32s(enabledInMovie, 0, 0, id, 0, inMovie(table.end, table)),
    tkhd.payload.subarray(afterDuration),
  );
}

function buildMdhd(table: SampleTable, mdia: Uint8Array): Pieces {
  const mdhd = boxAt(mdia, 'mdhd');
  const language = readU32(mdhd.payload, readVersion(mdhd) === 1 ? 32 : 20);
  const { timescale } = table.head;
  return table.end < U32_LIMIT
    ? box('mdhd', u32s(0, 0, 0, timescale, table.end, language))
    : box('mdhd', u32s(0x1000000, 0, 0, 0, 0, timescale), u64(table.end), u32s(language));
}

/** A track that begins later than the file gets an empty edit first (elst, ISO/IEC 14496-12 8.6.6). */
function buildEdits(table: SampleTable): Pieces[] {
  if (table.lead === 0) return [];
  const empty = 0xffffffff;
  const media = inMovie(table.end - table.lead, table);
  return [box('edts', box('elst', u32s(0, 2, inMovie(table.lead, table), empty, RATE_ONE, media, 0, RATE_ONE)))];
}
