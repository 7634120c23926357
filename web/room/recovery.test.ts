import { expect, test } from 'vitest';
import { sayFound, sayRecovered } from './recovery.ts';

test('it is told how much is being recovered, in whole words', () => {
  expect(sayFound(38)).toEqual({ is: 'found', text: '38 seconds are being recovered' });
  expect(sayFound(1).text).toBe('1 second is being recovered');
});

test('and what became of it', () => {
  expect(sayRecovered(38, { recovered: 38, refused: null, left: 0 })).toEqual({
    is: 'saved',
    text: '38 seconds were recovered',
  });
  expect(sayRecovered(1, { recovered: 1, refused: null, left: 0 }).text).toBe('1 second was recovered');
  expect(sayRecovered(38, { recovered: 30, refused: 'This recording is already finished.', left: 0 })).toEqual({
    is: 'lost',
    text: '8 seconds of the recording could not be recovered: This recording is already finished.',
  });
});

test('what is refused, and may still be taken, is said to stay', () => {
  expect(sayRecovered(1, { recovered: 0, refused: 'This link no longer works.', left: 1 }).text).toBe(
    '1 second of the recording could not be recovered: This link no longer works. What is left stays in this browser for a week.',
  );
});
