import { expect, test } from 'vitest';
import { sayFound, sayRecovered } from './recover.ts';

test('the Researcher is told how much is being recovered, in whole words', () => {
  expect(sayFound(38)).toEqual({ text: '38 seconds are being recovered', tone: 'info' });
  expect(sayFound(1).text).toBe('1 second is being recovered');
});

test('and what became of it', () => {
  expect(sayRecovered(38, 38, null)).toEqual({ text: '38 seconds were recovered', tone: 'info' });
  expect(sayRecovered(1, 1, null).text).toBe('1 second was recovered');
  expect(sayRecovered(38, 30, 'This recording is already finished.')).toEqual({
    text: '8 seconds of the recording could not be recovered: This recording is already finished.',
    tone: 'trouble',
  });
});
