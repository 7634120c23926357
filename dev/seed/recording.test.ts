import { ALL_FORMATS, BufferSource, Input } from 'mediabunny';
import { expect, test } from 'vitest';
import { makeFragments } from './recording.ts';

test('the demo recording is a head and fragments that together are a readable mp4', async () => {
  const fragments = await makeFragments();
  const file = new Uint8Array(await new Blob(fragments).arrayBuffer());
  const input = new Input({ source: new BufferSource(file), formats: ALL_FORMATS });
  const video = await input.getPrimaryVideoTrack();
  const audio = await input.getPrimaryAudioTrack();

  expect(video?.codec).toBe('avc');
  expect([video?.displayWidth, video?.displayHeight]).toEqual([640, 360]);
  expect(await video?.computeDuration()).toBeCloseTo(12, 1);
  expect(audio?.codec).toBe('aac');
  expect(await audio?.computeDuration()).toBeCloseTo(12, 0);
  expect(fragments.length).toBeGreaterThan(5);
});
