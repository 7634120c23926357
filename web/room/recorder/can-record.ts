import { findPictureConfig } from './picture.ts';

/**
 * Whether this browser can compose and encode a recording. AAC is not asked for: where the browser has none, the
 * recorder brings its own. Light: nothing of the recorder is loaded.
 */
export async function canRecord(): Promise<boolean> {
  const parts = ['MediaStreamTrackProcessor', 'AudioWorkletNode', 'OffscreenCanvas', 'indexedDB', 'Worker'];
  if (!parts.every((part) => part in globalThis)) return false;
  return (await findPictureConfig()) !== null;
}
