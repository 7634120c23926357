import { expect, test } from 'vitest';
import { ERRORS } from '../../wire/errors.ts';
import type { ErrorCode } from '../../wire/errors.ts';
import { isFinal, isSignedOut, troubleWords } from './trouble.ts';

const refused = (code: ErrorCode) => ({ kind: 'refused', refusal: { code, message: ERRORS[code][1] } }) as const;

test('the network, the browser and the server each have their own words', () => {
  expect(troubleWords({ kind: 'unreached' })).toContain('The connection is lost.');
  expect(troubleWords({ kind: 'unplayable' })).toContain('This browser cannot play the recording.');
  expect(troubleWords(refused('not_signed_in'))).toBe('You are signed out, or no longer a member of this workspace.');
  expect(troubleWords(refused('not_found'))).toBe('We could not find this recording in your workspace.');
  expect(troubleWords(refused('recording_deleted'))).toBe('This recording was deleted.');
  expect(troubleWords(refused('share_dead'))).toBe('This link no longer works.');
  expect(troubleWords(refused('internal'))).toContain('Something went wrong on our side.');
});

test('what is over is over, and all else can be tried again', () => {
  expect((['recording_deleted', 'share_dead', 'not_found'] as const).map((code) => isFinal(refused(code)))).toEqual([
    true,
    true,
    true,
  ]);
  expect((['not_signed_in', 'internal', 'too_many_tries'] as const).some((code) => isFinal(refused(code)))).toBe(false);
  expect(isFinal({ kind: 'unreached' }) || isFinal({ kind: 'unplayable' })).toBe(false);
});

test('only to who is signed out signing in is offered', () => {
  expect(isSignedOut(refused('not_signed_in'))).toBe(true);
  expect(isSignedOut(refused('not_found')) || isSignedOut({ kind: 'unreached' })).toBe(false);
});
