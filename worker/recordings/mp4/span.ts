import { AppError } from '../../../wire/errors.ts';
import { fragmentBad } from './box.ts';
import type { Pair } from './fragment.ts';
import { readTable } from './fragment.ts';
import type { Head, HeadTrack } from './head.ts';
import type { Run } from './runs.ts';
import { readRuns } from './runs.ts';

/** Four times what FRAGMENT_NUMBER_MAX fragments of 1 s amount to; a later time is a broken clock. */
const SEGMENT_MAX_SECONDS = 48 * 3600;

export interface TrackRun {
  run: Run;
  track: HeadTrack;
}

/** A pair with its samples, by the tracks of its head. */
export interface ReadPair {
  pair: Pair;
  runs: TrackRun[];
}

/**
 * What a stored fragment holds, read with its head. Nothing when it does not fit that head: it was taken in before the
 * head could be asked, and is then treated like a fragment that never came.
 */
export function pairsOf(table: Uint8Array, head: Head): ReadPair[] {
  try {
    return [...readTable(table)].map((pair) => ({ pair, runs: runsOf(pair, head) }));
  } catch (error) {
    if (error instanceof AppError && error.code === 'fragment_bad') return [];
    throw error;
  }
}

function runsOf(pair: Pair, head: Head): TrackRun[] {
  const trackOf = (id: number) => head.tracks.find((track) => track.id === id);
  return readRuns(pair, (id) => trackOf(id)?.defaults ?? null).flatMap((run) => {
    const track = trackOf(run.trackId);
    if (!track) return [];
    if (((run.decodeTime ?? 0) + ticksOf(run)) / track.timescale > SEGMENT_MAX_SECONDS)
      throw fragmentBad('a time is absurd');
    return [{ run, track }];
  });
}

const ticksOf = (run: Run) => run.durations.reduce((sum, duration) => sum + duration, 0);

/** From when to when a fragment has media, ms from its segment's start; null when it has none. */
export function spanMs(pairs: ReadPair[]): { startMs: number; endMs: number } | null {
  let startMs = Infinity;
  let endMs = 0;
  for (const { run, track } of pairs.flatMap(({ runs }) => runs)) {
    if (run.decodeTime === null) continue;
    startMs = Math.min(startMs, (run.decodeTime / track.timescale) * 1000);
    endMs = Math.max(endMs, ((run.decodeTime + ticksOf(run)) / track.timescale) * 1000);
  }
  return startMs === Infinity ? null : { startMs, endMs };
}
