import { expect, test } from 'vitest';
import { momentInZone, spanInZone } from './when.ts';

const at = (iso: string) => Date.parse(iso);
const FROM = at('2025-10-14T10:30:00Z');
const TO = at('2025-10-14T11:15:00Z');

test('a span is said with day, times, short name, offset and zone', () => {
  expect(spanInZone(FROM, TO, 'Asia/Kolkata')).toBe('Tue 14 Oct 2025, 16:00 to 16:45 IST, GMT+5:30, Asia/Kolkata');
  expect(spanInZone(FROM, TO, 'America/New_York')).toBe('Tue 14 Oct 2025, 06:30 to 07:15 EDT, GMT-4, America/New_York');
});

test('a zone without a name of its own says its offset once', () => {
  expect(spanInZone(FROM, TO, 'Asia/Kathmandu')).toBe('Tue 14 Oct 2025, 16:15 to 17:00 GMT+5:45, Asia/Kathmandu');
  expect(spanInZone(FROM, TO, 'UTC')).toBe('Tue 14 Oct 2025, 10:30 to 11:15 UTC, GMT+0');
});

test('summer and winter time of one zone are told apart', () => {
  const summer = at('2026-07-01T12:00:00Z');
  const winter = at('2026-01-01T12:00:00Z');
  expect(spanInZone(summer, summer + 60_000, 'Europe/Berlin')).toContain('CEST, GMT+2, Europe/Berlin');
  expect(spanInZone(winter, winter + 60_000, 'Europe/Berlin')).toContain('CET, GMT+1, Europe/Berlin');
});

test('a span over midnight names both days', () => {
  const from = at('2025-12-31T23:30:00Z');
  expect(spanInZone(from, from + 45 * 60_000, 'Europe/London')).toBe(
    'Wed 31 Dec 2025, 23:30 to Thu 1 Jan 2026, 00:15 GMT, GMT+0, Europe/London',
  );
});

test('an instant in a subject has its zone in short', () => {
  expect(momentInZone(FROM, 'Asia/Kolkata')).toBe('Tue 14 Oct 2025, 16:00 IST');
  expect(momentInZone(FROM, 'Asia/Kathmandu')).toBe('Tue 14 Oct 2025, 16:15 GMT+5:45');
});
