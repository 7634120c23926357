import type { FileRange, Stretch } from './portions.ts';
import { joined, portionsOf } from './portions.ts';
import { SampleTable } from './sample-table.ts';
import type { StoredTrack } from './stored-track.ts';
import { keyBefore, readStoredTracks, sampleFrom, startOf } from './stored-track.ts';
import { buildHead } from './write-head.ts';

/** A clip as a file: a head of its own, then these ranges of the finished file. */
export interface Cut {
  head: Uint8Array;
  ranges: FileRange[];
  /** Length of the whole clip. */
  bytes: number;
  /** Where in the finished file it begins, ms. */
  fromMs: number;
}

/** An edit is written in ms: a shorter one would be an edit of nothing. */
const EDIT_MIN_SECONDS = 0.0005;

/**
 * Cuts a clip out of a finished file by its index, without touching a packet: from the key frame at or before `fromMs`, with the
 * sound of the same instant, to `toMs`. Null when there is no picture there. AppError `fragment_bad` when the index is none.
 */
export function planCut(index: Uint8Array, fromMs: number, toMs: number): Cut | null {
  const tracks = readStoredTracks(index);
  const [video] = tracks;
  const key = video?.head.kind === 'video' ? keyAt(video, fromMs) : null;
  if (!video || key === null) return null;
  const keySeconds = secondsAt(video, startOf(video, key));
  // Before the very first picture there may be sound.
  const begin = keySeconds < afterMs(fromMs) ? keySeconds : fromMs / 1000;
  const stretches = tracks.map((track): Stretch => {
    const first = track === video ? key : sampleFrom(track, ticksAt(track, begin));
    const end = sampleFrom(track, ticksAt(track, toMs / 1000));
    return { track, first, end, table: new SampleTable(track.head) };
  });
  const filled = stretches.filter(({ first, end }) => end > first);
  if (filled[0]?.track !== video) return null;
  for (const { track, first, table } of filled) table.beginAt(leadTicks(track, first, begin));
  const portions = filled.flatMap((stretch) => [...portionsOf(stretch)]).sort((a, b) => a.offset - b.offset);
  let dataBytes = 0;
  for (const { table, run, length } of portions) {
    table.addRun(run, dataBytes, 0, 1);
    dataBytes += length;
  }
  const tables = filled.map(({ table }) => table);
  for (const table of tables) endAt(table, toMs / 1000 - begin);
  const head = buildHead(tables, dataBytes);
  return { head, ranges: joined(portions), bytes: head.length + dataBytes, fromMs: Math.round(begin * 1000) };
}

/** A key frame within the ms that is asked for is the one meant: its exact time has more digits. */
const afterMs = (ms: number) => (ms + 1) / 1000;

const keyAt = (video: StoredTrack, fromMs: number) =>
  keyBefore(video, sampleFrom(video, ticksAt(video, afterMs(fromMs))) - 1);

const secondsAt = ({ head, lead }: StoredTrack, ticks: number) => (lead + ticks) / head.timescale;
/** The first tick that is not before an instant of the file. */
const ticksAt = ({ head, lead }: StoredTrack, seconds: number) => Math.ceil(seconds * head.timescale - lead - 1e-6);

/** How much later than the clip a track begins. */
function leadTicks(track: StoredTrack, first: number, begin: number): number {
  const seconds = secondsAt(track, startOf(track, first)) - begin;
  return seconds < EDIT_MIN_SECONDS ? 0 : Math.round(seconds * track.head.timescale);
}

/** A last packet that would last longer than the clip, as before a gap, ends with it. */
function endAt(table: SampleTable, seconds: number): void {
  const end = Math.round(seconds * table.head.timescale);
  if (table.end > end) table.beginAt(end);
}
