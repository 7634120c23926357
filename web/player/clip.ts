import { CLIP_MAX, CLIP_MIN } from '../../wire/limits.ts';

/** A stretch to cut out, ms in the file. */
export interface Clip {
  fromMs: number;
  toMs: number;
}

/** How long a clip is when only one end has been marked, ms. */
export const CLIP_FIRST = 30_000;

/** The clip with its beginning at this moment; its end moves only as far as the limits make it. */
export function beginClip(clip: Clip | null, ms: number, durationMs: number): Clip {
  const fromMs = clamp(ms, 0, Math.max(0, durationMs - CLIP_MIN));
  const toMs = clip && clip.toMs > fromMs ? clip.toMs : fromMs + CLIP_FIRST;
  return { fromMs, toMs: Math.min(durationMs, clamp(toMs, fromMs + CLIP_MIN, fromMs + CLIP_MAX)) };
}

/** The clip with its end at this moment; its beginning moves only as far as the limits make it. */
export function endClip(clip: Clip | null, ms: number, durationMs: number): Clip {
  const toMs = clamp(ms, Math.min(CLIP_MIN, durationMs), durationMs);
  const fromMs = clip && clip.fromMs < toMs ? clip.fromMs : toMs - CLIP_FIRST;
  return { fromMs: Math.max(0, clamp(fromMs, toMs - CLIP_MAX, toMs - CLIP_MIN)), toMs };
}

const clamp = (value: number, least: number, most: number) => Math.round(Math.min(most, Math.max(least, value)));
