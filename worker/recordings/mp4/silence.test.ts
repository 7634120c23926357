import { expect, test } from 'vitest';
import type { HeadTrack } from './head.ts';
import { silenceFor } from './silence.ts';

const track = (config: number[], kind: HeadTrack['kind'] = 'audio'): HeadTrack => ({
  id: 2,
  kind,
  timescale: 48_000,
  defaults: { duration: 0, size: 0, flags: 0 },
  entry: new Uint8Array(),
  config: Uint8Array.from(config),
  trak: new Uint8Array(),
});
const STEREO = [0x11, 0x90];
const MONO = [0x11, 0x88];

test('a hole is filled with whole frames', () => {
  expect(silenceFor(track(STEREO), 1023)).toBeNull();
  expect(silenceFor(track(STEREO), 1024)).toMatchObject({ frames: 1, frameBytes: 9 });
  expect(silenceFor(track(MONO), 2 * 1024 + 1023)).toMatchObject({ frames: 2, frameBytes: 6 });
});

test('an hour of silence takes few bytes of memory', () => {
  const hour = silenceFor(track(STEREO), 3600 * 48_000);
  expect(hour?.frames).toBe(168_750);
  expect(hour?.pieces.reduce((sum, { length }) => sum + length, 0)).toBe(168_750 * 9);
  expect(new Set(hour?.pieces.map(({ buffer }) => buffer)).size).toBe(1);
});

test('only AAC-LC in mono or stereo is given silence, and pictures never', () => {
  expect(silenceFor(track([0x29, 0x90]), 48_000)).toBeNull();
  expect(silenceFor(track([0x11, 0xb0]), 48_000)).toBeNull();
  expect(silenceFor(track(STEREO, 'video'), 48_000)).toBeNull();
});
