import { useSyncExternalStore } from 'react';
import type { Playback, PlaybackState } from '../../../player/playback.ts';

/** Something of where the recording stands; drawn anew only when that (a plain value) changes. */
export function usePlayback<T extends string | number | boolean | object | null>(
  playback: Playback,
  select: (state: PlaybackState) => T,
): T {
  return useSyncExternalStore(playback.subscribe, () => select(playback.state()));
}
