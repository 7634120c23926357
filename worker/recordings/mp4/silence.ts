import type { HeadTrack } from './head.ts';

/** Frames of silence in one piece of a plan: all pieces of a gap share their bytes. */
const BLOCK = 1024;
/** An AAC-LC frame always is this long, in ticks of 48 kHz or whatever the rate is (ISO/IEC 14496-3 4.5.2.1.1). */
const FRAME_TICKS = 1024;
const AAC_LC = 2;
/** One frame in which nothing sounds, by the number of channels. */
const FRAMES: Record<number, readonly number[]> = {
  1: [0x00, 0xc8, 0x00, 0x80, 0x23, 0x80],
  2: [0x21, 0x00, 0x49, 0x90, 0x02, 0x19, 0x00, 0x23, 0x80],
};

/** Silence to be put where a track has no sound. */
export interface Silence {
  frameBytes: number;
  frames: number;
  /** One after the other in the file. */
  pieces: Uint8Array[];
}

/**
 * Whole frames of silence for a hole of `ticks`, or null where none fits. A frame stretched over the hole will not do: players count
 * the samples that come out of the decoder, and what is said after the hole would sound too early by its length.
 */
export function silenceFor({ kind, config }: HeadTrack, ticks: number): Silence | null {
  if (kind !== 'audio') return null;
  const frame = (config[0] ?? 0) >> 3 === AAC_LC ? FRAMES[((config[1] ?? 0) >> 3) & 0xf] : undefined;
  const frames = Math.floor(ticks / FRAME_TICKS);
  if (!frame || frames < 1) return null;
  const block = Uint8Array.from(
    { length: Math.min(frames, BLOCK) * frame.length },
    (_, i) => frame[i % frame.length] ?? 0,
  );
  const pieces = Array.from({ length: Math.ceil(frames / BLOCK) }, (_, i) =>
    block.subarray(0, Math.min(BLOCK, frames - i * BLOCK) * frame.length),
  );
  return { frameBytes: frame.length, frames, pieces };
}

/** As a run of a track: every frame can be decoded without others. */
export function silentRun({ frameBytes, frames }: Silence) {
  return {
    durations: new Uint32Array(frames).fill(FRAME_TICKS),
    sizes: new Uint32Array(frames).fill(frameBytes),
    shifts: new Int32Array(frames),
    keys: new Uint8Array(frames).fill(1),
  };
}
