import { expect, test } from 'vitest';
import type { DeviceProblem } from '../join/device-problem.ts';
import type { DeviceState } from '../join/devices.ts';
import { findingOf, microphoneOf } from './findings.ts';
import { deviceWords, SPEAKER_WORDS } from './rows.ts';
import { sentenceOf } from './verdict.ts';

const ON = { kind: 'on', track: {} as MediaStreamTrack } satisfies DeviceState;
const problem = (problem: DeviceProblem): DeviceState => ({ kind: 'problem', problem });

test('a Researcher reads of a device whether it works, is refused, missing, busy or of no use', () => {
  expect(findingOf(ON)).toBe('ok');
  expect(findingOf({ kind: 'off' })).toBe('skipped');
  expect(findingOf({ kind: 'asking' })).toBe('skipped');
  expect(['denied', 'dismissed', 'blocked_by_system'].map((one) => findingOf(problem(one as DeviceProblem)))).toEqual([
    'denied',
    'denied',
    'denied',
  ]);
  expect(findingOf(problem('missing'))).toBe('missing');
  expect(findingOf(problem('busy'))).toBe('busy');
  expect(findingOf(problem('insecure'))).toBe('unsupported');
});

test('a microphone works when it was heard, and is silent until then', () => {
  expect(microphoneOf(ON, true)).toBe('ok');
  expect(microphoneOf(ON, false)).toBe('silent');
  expect(microphoneOf(problem('denied'), false)).toBe('denied');
  expect(deviceWords('mic', ON, false).tone).toBe('wait');
  expect(deviceWords('mic', ON, true).tone).toBe('ok');
  expect(deviceWords('cam', problem('busy'), false)).toMatchObject({
    tone: 'bad',
    title: 'Another app is using your camera',
  });
});

test('the verdict is good only when everything was tried, and bad when anything failed', () => {
  const well = {
    camera: 'ok',
    microphone: 'ok',
    speaker: 'ok',
    network: { state: 'ok', rtt: 40 },
    browser: 'Chrome 140 on Mac',
  } as const;
  expect(sentenceOf(well, 'Ada', true).tone).toBe('ok');
  const reached = sentenceOf({ ...well, network: { state: 'reached', rtt: 40 } }, 'Ada', true);
  expect(reached).toMatchObject({ tone: 'ok', title: 'All that can be checked ahead works' });
  expect(sentenceOf({ ...well, network: { state: 'no_udp', rtt: 40 } }, 'Ada', true).tone).toBe('bad');
  expect(sentenceOf({ ...well, speaker: 'skipped', microphone: 'silent' }, 'Ada', true).tone).toBe('wait');
  expect(sentenceOf({ ...well, speaker: 'not_heard' }, 'Ada', true).text).toContain('answer the mail: Ada reads it');
  expect(sentenceOf({ ...well, network: { state: 'blocked', rtt: null } }, 'Ada', false).text).not.toContain('mail');
  expect(SPEAKER_WORDS.not_heard.tone).toBe('bad');
});
