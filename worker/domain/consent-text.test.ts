import { expect, test } from 'vitest';
import type { MediaConfig } from '../media/index.ts';
import { consentTextOf } from './consent-text.ts';

const text = { consentText: 'I agree.', recordingPolicy: 'automatic', separateTracks: 'off' } as const;

const env = { MEDIA: 'sfu' } as MediaConfig;

test('whoever is recorded by themselves, too, reads so before they agree', () => {
  expect(consentTextOf(env, text)).toBe('I agree.');
  expect(consentTextOf(env, { ...text, separateTracks: 'voices' })).toMatch(
    /^I agree\.\n\nIf the session is recorded, my browser/,
  );
  expect(consentTextOf(env, { ...text, separateTracks: 'cameras' })).toMatch(
    /^I agree\.\n\nIf the session is recorded, my browser also records my camera and my voice alone/,
  );
  expect(consentTextOf(env, { ...text, recordingPolicy: 'off', separateTracks: 'voices' })).toBe('I agree.');
  expect(consentTextOf({ ...env, MEDIA: 'realtimekit' }, { ...text, separateTracks: 'voices' })).toBe('I agree.');
});
