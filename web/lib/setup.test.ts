import { expect, test } from 'vitest';
import type { DeviceCheckResult } from '../../wire/http.ts';
import { setupLines, setupProblems } from './setup.ts';

const WELL: DeviceCheckResult = {
  camera: 'ok',
  microphone: 'ok',
  speaker: 'ok',
  network: { state: 'ok', rtt: 41.3 },
  browser: 'Safari 18 on iPhone',
};

test('a check without faults reads as five lines and no problem', () => {
  expect(setupLines(WELL).map(({ name, says }) => `${name}: ${says}`)).toEqual([
    'Camera: Works',
    'Microphone: Works',
    'Speaker: They heard the test sound',
    'Connection: Works, 41 ms',
    'Browser: Safari 18 on iPhone',
  ]);
  expect(setupProblems(WELL)).toEqual([]);
});

test('what disturbs a Session is a problem, what was not tried is none', () => {
  const network = { state: 'blocked', rtt: null } as const;
  expect(setupProblems({ ...WELL, camera: 'denied', network })).toEqual(['camera', 'connection']);
  expect(setupProblems({ ...WELL, speaker: 'not_heard', network: { state: 'slow', rtt: 700 } })).toEqual([
    'speaker',
    'connection',
  ]);
  const untried = { microphone: 'silent', camera: 'skipped', speaker: 'skipped' } as const;
  expect(setupProblems({ ...WELL, ...untried, network: { state: 'skipped', rtt: null } })).toEqual([]);
});
