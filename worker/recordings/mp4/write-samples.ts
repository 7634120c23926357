import type { RunLengthColumn } from './columns.ts';
import type { SampleTable } from './sample-table.ts';
import { box, type Pieces, u32Array, u32s, u64Array } from './write-box.ts';

const SIGNED = 0x1000000;

/** stbl of the finished file (ISO/IEC 14496-12 8.5 to 8.7). */
export function buildSampleBoxes(table: SampleTable, offsets: { dataAt: number; wide: boolean }): Pieces {
  const shifted = table.shifts.runs.some(({ value }) => value !== 0);
  return box(
    'stbl',
    box('stsd', u32s(0, 1), table.head.entry),
    box('stts', u32s(0, table.durations.runs.length), runs(table.durations)),
    ...(shifted ? [box('ctts', u32s(SIGNED, table.shifts.runs.length), runs(table.shifts))] : []),
    // Without stss every sample is a key: true of AAC only.
    ...(table.head.kind === 'video' ? [box('stss', u32s(0, table.keys.length), u32Array(table.keys.values))] : []),
    buildStsc(table),
    box('stsz', u32s(0, 0, table.sizes.length), u32Array(table.sizes.values)),
    buildChunkOffsets(table, offsets),
  );
}

const runs = (column: RunLengthColumn) => u32Array(column.runs.flatMap(({ count, value }) => [count, value]));

/** Samples of each chunk, said once for neighbours that are alike. */
function buildStsc({ chunkSamples }: SampleTable): Pieces {
  const entries: number[] = [];
  let before = -1;
  chunkSamples.values.forEach((samples, i) => {
    if (samples !== before) entries.push(i + 1, samples, 1);
    before = samples;
  });
  return box('stsc', u32s(0, entries.length / 3), u32Array(entries));
}

function buildChunkOffsets({ chunkAt }: SampleTable, { dataAt, wide }: { dataAt: number; wide: boolean }): Pieces {
  const inFile = chunkAt.map((at) => at + dataAt);
  return box(wide ? 'co64' : 'stco', u32s(0, inFile.length), wide ? u64Array(inFile) : u32Array(inFile));
}
