import { expect, test } from 'vitest';
import type { Device } from './newcomers.ts';
import { isSpeakerGone, newcomer } from './newcomers.ts';

const device = (kind: MediaDeviceKind, deviceId: string, label = deviceId, groupId = ''): Device => ({
  kind,
  deviceId,
  label,
  groupId,
});
const BUILT_IN = [device('audioinput', 'm1', 'Built-in Microphone', 'g1'), device('videoinput', 'c1', 'FaceTime')];

test('a headset comes as one thing, with microphone and speaker', () => {
  const headset = [
    device('audiooutput', 's2', 'AirPods', 'g2'),
    device('audioinput', 'm2', 'AirPods', 'g2'),
    device('audioinput', 'default', 'Default - AirPods', 'g2'),
  ];
  expect(newcomer(BUILT_IN, [...BUILT_IN, ...headset])).toEqual({ label: 'AirPods', mic: 'm2', speaker: 's2' });
});

test('of several things that come at once the first is offered, without the others', () => {
  const came = [
    device('videoinput', 'c2', 'HD Webcam (046d:0825)', 'g3'),
    device('audiooutput', 's3', 'Monitor', 'g4'),
  ];
  expect(newcomer(BUILT_IN, [...BUILT_IN, ...came])).toEqual({ label: 'HD Webcam', cam: 'c2' });
  expect(newcomer(BUILT_IN, [...BUILT_IN, device('audiooutput', 's3', 'Monitor')])).toEqual({
    label: 'Monitor',
    speaker: 's3',
  });
});

test('what was there, what has no name, and what goes is not new', () => {
  expect(newcomer(BUILT_IN, BUILT_IN)).toBeNull();
  expect(newcomer(BUILT_IN, BUILT_IN.slice(1))).toBeNull();
  expect(newcomer(BUILT_IN, [...BUILT_IN, device('audioinput', 'm9', '')])).toBeNull();
  expect(newcomer([device('audioinput', '', '')], BUILT_IN)).toBeNull();
});

test('a chosen speaker that is not there any more is gone, the default never is', () => {
  const speakers = [...BUILT_IN, device('audiooutput', 's1', 'Speakers')];
  expect(isSpeakerGone('s1', speakers)).toBe(false);
  expect(isSpeakerGone('s2', speakers)).toBe(true);
  expect(isSpeakerGone('', speakers)).toBe(false);
  expect(isSpeakerGone('default', speakers)).toBe(false);
  expect(isSpeakerGone('s2', [device('audiooutput', '', '')])).toBe(false);
});
