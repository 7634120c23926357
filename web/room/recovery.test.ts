import { expect, test } from 'vitest';
import { sayFound, sayRecovered } from './recovery.ts';

test('it is told how much is being recovered, in whole words', () => {
  expect(sayFound(38)).toEqual({ is: 'found', text: '38 seconds are being recovered' });
  expect(sayFound(1).text).toBe('1 second is being recovered');
});

test('and what became of it', () => {
  expect(sayRecovered(38, 38, null)).toEqual({ is: 'saved', text: '38 seconds were recovered' });
  expect(sayRecovered(1, 1, null).text).toBe('1 second was recovered');
  expect(sayRecovered(38, 30, 'This recording is already finished.')).toEqual({
    is: 'lost',
    text: '8 seconds of the recording could not be recovered: This recording is already finished.',
  });
});
