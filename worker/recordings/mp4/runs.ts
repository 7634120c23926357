import { boxAt, boxesOf, findBox, fragmentBad, readFlags, readI32, readU32, readU64, readVersion } from './box.ts';
import type { Box } from './box.ts';
import type { Pair } from './fragment.ts';
import type { SampleDefaults } from './head.ts';

/** Samples of one track that lie one after the other (trun, ISO/IEC 14496-12 8.8.8). Times in ticks of the track. */
export interface Run {
  trackId: number;
  /** Decode time of the first sample; null when the run simply follows the one before. */
  decodeTime: number | null;
  /** Where the first sample lies, from the first byte of the fragment. */
  at: number;
  durations: Uint32Array;
  sizes: Uint32Array;
  /** Composition time minus decode time. */
  shifts: Int32Array;
  /** 1 for a sample that can be decoded without others. */
  keys: Uint8Array;
}

/** Two seconds of video and audio are 150 samples; a longer list is an attack on the reader. */
const SAMPLES_MAX = 10_000;
const NOT_SYNC = 0x10000;
const TFHD = { base: 0x1, description: 0x2, duration: 0x8, size: 0x10, flags: 0x20, moofIsBase: 0x20000 } as const;
const TRUN = { at: 0x1, firstFlags: 0x4, duration: 0x100, size: 0x200, flags: 0x400, shift: 0x800 } as const;

/** Fields of a box one after the other, each only when its flag is set. */
function fields(box: Box, start: number) {
  const flags = readFlags(box);
  let at = start;
  const next = (flag: number, absent: number, read = readU32) => {
    if (!(flags & flag)) return absent;
    at += 4;
    return read(box.payload, at - 4);
  };
  return { flags, next };
}

/**
 * The runs of one moof, in the order they stand there. `defaultsOf` is asked for each track; tracks it answers with null
 * are left out. AppError `fragment_bad` when samples lie outside the mdat.
 */
export function readRuns(pair: Pair, defaultsOf: (trackId: number) => SampleDefaults | null): Run[] {
  const runs: Run[] = [];
  let base = pair.moofAt;
  let left = SAMPLES_MAX;
  for (const { payload } of boxesOf(pair.moof, 'traf')) {
    const tfhd = boxAt(payload, 'tfhd');
    const { flags, next } = fields(tfhd, 8);
    if (flags & TFHD.base) throw fragmentBad('offsets must count from the moof');
    const trackId = readU32(tfhd.payload, 4);
    const inHead = defaultsOf(trackId);
    next(TFHD.description, 0);
    const defaults = {
      duration: next(TFHD.duration, inHead?.duration ?? 0),
      size: next(TFHD.size, inHead?.size ?? 0),
      flags: next(TFHD.flags, inHead?.flags ?? 0),
    };
    let at = flags & TFHD.moofIsBase ? pair.moofAt : base;
    const trackBase = at;
    let decodeTime = readDecodeTime(payload);
    for (const trun of boxesOf(payload, 'trun')) {
      const run = readRun(trun, { trackId, decodeTime, at, base: trackBase, defaults, most: left });
      left -= run.sizes.length;
      at = run.at + run.sizes.reduce((sum, size) => sum + size, 0);
      if (run.at < pair.dataAt || at > pair.dataAt + pair.dataBytes)
        throw fragmentBad('a sample lies outside the mdat');
      if (inHead && run.sizes.length > 0) runs.push(run);
      decodeTime = null;
    }
    base = at;
  }
  requireApart(runs);
  return runs;
}

/** Bytes that belong to two samples would be copied once and counted twice. */
function requireApart(runs: Run[]): void {
  let end = 0;
  for (const { at, sizes } of runs.toSorted((a, b) => a.at - b.at)) {
    if (at < end) throw fragmentBad('two samples share bytes');
    end = at + sizes.reduce((sum, size) => sum + size, 0);
  }
}

function readDecodeTime(traf: Uint8Array): number | null {
  const tfdt = findBox(traf, 'tfdt');
  if (!tfdt) return null;
  return readVersion(tfdt) === 1 ? readU64(tfdt.payload, 4) : readU32(tfdt.payload, 4);
}

interface RunStart {
  trackId: number;
  decodeTime: number | null;
  at: number;
  base: number;
  defaults: SampleDefaults;
  /** Samples it may have at most. */
  most: number;
}

function readRun(trun: Box, start: RunStart): Run {
  const { defaults } = start;
  const count = readU32(trun.payload, 4);
  if (count > start.most) throw fragmentBad('it has too many samples');
  const { flags, next } = fields(trun, 8);
  const at = flags & TRUN.at ? start.base + next(TRUN.at, 0, readI32) : start.at;
  const firstFlags = next(TRUN.firstFlags, defaults.flags);
  const run: Run = {
    trackId: start.trackId,
    decodeTime: start.decodeTime,
    at,
    durations: new Uint32Array(count),
    sizes: new Uint32Array(count),
    shifts: new Int32Array(count),
    keys: new Uint8Array(count),
  };
  for (let i = 0; i < count; i++) {
    run.durations[i] = next(TRUN.duration, defaults.duration);
    run.sizes[i] = next(TRUN.size, defaults.size);
    const sampleFlags = next(TRUN.flags, i === 0 ? firstFlags : defaults.flags);
    run.keys[i] = sampleFlags & NOT_SYNC ? 0 : 1;
    // Version 0 is unsigned, but no real offset needs the top bit: one reading serves both.
    run.shifts[i] = next(TRUN.shift, 0, readI32);
  }
  return run;
}
