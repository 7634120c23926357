import { expect, test } from 'vitest';
import {
  sameClock,
  showBytes,
  showDuration,
  showHours,
  showLength,
  showNearDay,
  showSpanInZone,
  showZone,
  zoneShortName,
} from './time.ts';

const START = '2025-10-14T10:30:00Z';
const END = '2025-10-14T11:15:00Z';

test("a Session's time is written with day, hours, zone name, offset and zone", () => {
  expect(showSpanInZone(START, END, 'Asia/Kolkata')).toBe(
    'Tue 14 Oct 2025, 16:00 to 16:45 IST, GMT+5:30, Asia/Kolkata',
  );
  expect(showSpanInZone(START, END, 'America/New_York')).toBe(
    'Tue 14 Oct 2025, 06:30 to 07:15 EDT, GMT-4, America/New_York',
  );
});

test('a zone without an English short name is written by its offset, and nothing twice', () => {
  expect(showZone('America/Sao_Paulo', START)).toBe('GMT-3, America/Sao_Paulo');
  expect(showZone('UTC', START)).toBe('UTC, GMT+0');
});

test('the short name follows daylight saving', () => {
  expect(zoneShortName('America/New_York', '2025-01-14T12:00:00Z')).toBe('EST');
  expect(zoneShortName('Europe/London', '2025-07-14T12:00:00Z')).toBe('BST');
});

test('a Session over midnight names the day it ends on', () => {
  expect(showHours('2025-10-14T21:30:00Z', '2025-10-14T22:15:00Z', 'Europe/Berlin')).toBe(
    '23:30 to 00:15 (Wed 15 Oct 2025)',
  );
});

test('a Session in which clocks are turned names the offset it ends in', () => {
  const [start, end] = ['2026-10-25T00:30:00Z', '2026-10-25T01:15:00Z'];
  expect(showHours(start, end, 'Europe/Berlin')).toBe('02:30 to 02:15 (GMT+1)');
  expect(showHours(start, end, 'UTC')).toBe('00:30 to 01:15');
});

test("near days have names in the viewer's zone", () => {
  const now = Date.parse('2025-10-14T20:00:00Z');
  expect(showNearDay('2025-10-14T23:00:00Z', now, 'UTC')).toBe('Today');
  expect(showNearDay('2025-10-14T23:00:00Z', now, 'Europe/Berlin')).toBe('Tomorrow');
  expect(showNearDay('2025-10-13T12:00:00Z', now, 'UTC')).toBe('Yesterday');
  expect(showNearDay('2025-10-20T12:00:00Z', now, 'UTC')).toBe('Mon 20 Oct 2025');
});

test('two zones are the same clock when their offsets agree on that day', () => {
  expect(sameClock('Europe/Berlin', 'Europe/Paris', START)).toBe(true);
  expect(sameClock('Europe/London', 'UTC', START)).toBe(false);
  expect(sameClock('Europe/London', 'UTC', '2025-12-14T10:30:00Z')).toBe(true);
});

test('lengths are words, durations are figures', () => {
  expect([1, 45, 60, 90, 121, 240].map(showLength)).toEqual([
    '1 minute',
    '45 minutes',
    '1 hour',
    '1 hour 30 minutes',
    '2 hours 1 minute',
    '4 hours',
  ]);
  expect([400, 41_000, 761_000, 3_723_000].map(showDuration)).toEqual(['0:00', '0:41', '12:41', '1:02:03']);
});

test('sizes are told in decimal units', () => {
  expect([10, 640_000, 12_400_000, 1_300_000_000].map(showBytes)).toEqual(['1 kB', '640 kB', '12.4 MB', '1.3 GB']);
});
