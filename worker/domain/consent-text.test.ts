import { expect, test } from 'vitest';
import { consentTextOf } from './consent-text.ts';

const text = { consentText: 'I agree.', recordingPolicy: 'automatic', separateTracks: 'off' } as const;

test('whoever is recorded by themselves, too, reads so before they agree', () => {
  expect(consentTextOf(text)).toBe('I agree.');
  expect(consentTextOf({ ...text, separateTracks: 'voices' })).toMatch(
    /^I agree\.\n\nIf the session is recorded, my browser/,
  );
  expect(consentTextOf({ ...text, separateTracks: 'cameras' })).toMatch(
    /^I agree\.\n\nIf the session is recorded, my browser also records my camera and my voice alone/,
  );
  expect(consentTextOf({ ...text, recordingPolicy: 'off', separateTracks: 'voices' })).toBe('I agree.');
});
