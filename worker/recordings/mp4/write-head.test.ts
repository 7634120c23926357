import { expect, test } from 'vitest';
import { makeRecording } from '../../../test/edge/made-fragments.ts';
import { boxAt, findBox, readU32, readU64 } from './box.ts';
import { parseHead } from './head.ts';
import { SampleTable } from './sample-table.ts';
import { buildHead } from './write-head.ts';

const GIB = 2 ** 30;

function tableAt(chunkAt: number, duration: number): SampleTable {
  const [head = new Uint8Array()] = makeRecording({ audio: false }).fragments;
  const [track] = parseHead(head).tracks;
  if (!track) throw new Error('The made head has no track.');
  const table = new SampleTable(track);
  const run = { trackId: 1, decodeTime: 0, at: 0, shifts: new Int32Array(1) };
  table.addRun(
    { ...run, durations: Uint32Array.of(duration), sizes: Uint32Array.of(9), keys: Uint8Array.of(1) },
    chunkAt,
    0,
    1,
  );
  return table;
}

const stbl = (head: Uint8Array) =>
  boxAt(head.subarray(0, head.length - 16), 'moov', 'trak', 'mdia', 'minf', 'stbl').payload;

test('a file beyond 4 GiB has 64-bit offsets and a 64-bit mdat', () => {
  const head = buildHead([tableAt(5 * GIB, 512)], 6 * GIB);
  expect(readU64(head, head.length - 8)).toBe(6 * GIB + 16);
  expect(readU64(boxAt(stbl(head), 'co64').payload, 8)).toBe(5 * GIB + head.length);
  expect(findBox(stbl(head), 'stco')).toBeUndefined();
});

test('a smaller file has 32-bit offsets, which old players want', () => {
  const head = buildHead([tableAt(100, 512)], GIB);
  expect(readU32(head, head.length - 8)).toBe(GIB + 8);
  const sized = head.slice();
  expect(
    readU32(boxAt(sized.subarray(0, head.length - 8), 'moov', 'trak', 'mdia', 'minf', 'stbl', 'stco').payload, 8),
  ).toBe(100 + head.length);
});

test('a track that begins late gets an empty edit, and one of many hours a 64-bit duration', () => {
  const late = tableAt(0, 512);
  late.lead = 12_800;
  late.end += 12_800;
  const edits = boxAt(buildHead([late], 9).slice(0, -8), 'moov', 'trak', 'edts', 'elst').payload;
  expect([4, 8, 12, 20].map((at) => readU32(edits, at))).toEqual([2, 1000, 0xffffffff, 40]);
  const long = tableAt(0, 2 ** 32 - 1);
  long.end = 2 ** 33;
  const mdhd = boxAt(buildHead([long], 9).slice(0, -8), 'moov', 'trak', 'mdia', 'mdhd').payload;
  expect([mdhd[0], readU64(mdhd, 24)]).toEqual([1, 2 ** 33]);
});
