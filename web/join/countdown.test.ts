import { expect, test } from 'vitest';
import { countdownFigures, countdownWords } from './countdown.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test('a countdown shows minutes and seconds, then hours, then days', () => {
  expect(countdownFigures(12 * MINUTE + 41_000)).toBe('12:41');
  expect(countdownFigures(3 * HOUR + 4 * MINUTE + 5_000)).toBe('3:04:05');
  expect(countdownFigures(25 * HOUR)).toBe('1 day, 1 hour');
  expect(countdownFigures(52 * HOUR)).toBe('2 days, 4 hours');
});

test('a countdown rounds up, so that it reads 0:00 only when the time has come', () => {
  expect(countdownFigures(1)).toBe('0:01');
  expect(countdownFigures(0)).toBe('0:00');
  expect(countdownFigures(-5_000)).toBe('0:00');
});

test('the spoken countdown changes only with the minute', () => {
  expect(countdownWords(12 * MINUTE)).toBe('in 12 minutes');
  expect(countdownWords(11 * MINUTE + 1)).toBe('in 12 minutes');
  expect(countdownWords(30_000)).toBe('in less than a minute');
  expect(countdownWords(2 * HOUR)).toBe('in 2 hours, 0 minutes');
  expect(countdownWords(49 * HOUR)).toBe('in 2 days, 1 hour');
});
