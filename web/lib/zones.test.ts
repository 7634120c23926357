import { expect, test } from 'vitest';
import { zoneChoices, zoneLabel } from './zones.ts';

const NOW = Date.parse('2026-01-14T12:00:00Z');

test('zones are listed by the names people use now, once each', () => {
  const values = zoneChoices(NOW).map((choice) => choice.value);
  expect(values).toEqual(expect.arrayContaining(['UTC', 'Asia/Kolkata', 'Europe/Kyiv', 'America/New_York']));
  expect(values).not.toContain('Asia/Calcutta');
  expect(new Set(values).size).toBe(values.length);
});

test('a zone carries its offset, its former name, its full name and its initials', () => {
  const kolkata = zoneChoices(NOW).find((choice) => choice.value === 'Asia/Kolkata');
  expect(kolkata?.detail).toBe('GMT+5:30');
  expect(kolkata?.also).toContain('India Standard Time IST');
});

test('a zone reads as a place', () => {
  expect(zoneLabel('America/Argentina/Buenos_Aires')).toBe('America / Argentina / Buenos Aires');
});
