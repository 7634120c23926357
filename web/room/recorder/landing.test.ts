import { expect, test } from 'vitest';
import { ERRORS, type ErrorCode } from '../../../wire/errors.ts';
import { judge } from './landing.ts';

const refusal = (code: ErrorCode) => judge(ERRORS[code][0], { error: { code, message: ERRORS[code][1] } });

test('an acknowledged fragment has landed, with what is safe by now', () => {
  expect(judge(200, { savedMs: 4000 })).toEqual({ kind: 'landed', savedMs: 4000 });
});

test('trouble at the server, a slow line and too many at once are tried again', () => {
  for (const status of [500, 502, 503, 504, 408, 429]) expect(judge(status, null)).toEqual({ kind: 'again' });
  expect(refusal('too_many_tries')).toEqual({ kind: 'again' });
});

test('a success without the promised answer does not count as landed', () => {
  expect(judge(200, null)).toEqual({ kind: 'again' });
});

test('a finished recording takes nothing more', () => {
  expect(refusal('recording_over')).toEqual({ kind: 'over' });
});

test('every other refusal is for good and carries the sentence', () => {
  for (const code of ['not_allowed', 'ticket_bad', 'fragment_bad', 'fragment_too_large', 'conflict'] as const) {
    expect(refusal(code)).toEqual({ kind: 'refused', reason: ERRORS[code][1] });
  }
  expect(judge(404, null)).toMatchObject({ kind: 'refused' });
});
