import { expect, test } from 'vitest';
import { momentOf } from './moment.ts';

const since = '2026-03-02T09:00:00.000Z';
const recorded = { state: 'on', since, savedMs: 0, by: null } as const;

test('a moment of the recording is read as the REC sign counts', () => {
  expect(momentOf('2026-03-02T09:12:41.000Z', recorded)).toEqual({ text: '12:41', isRecorded: true });
  expect(momentOf(since, recorded)).toEqual({ text: '0:00', isRecorded: true });
});

test('a moment before the recording, or without one, is read from the clock', () => {
  expect(momentOf('2026-03-02T08:59:59.000Z', recorded).isRecorded).toBe(false);
  const unrecorded = momentOf('2026-03-02T09:12:41.000Z', { state: 'off', since: null, savedMs: 0, by: null });
  expect(unrecorded.isRecorded).toBe(false);
  expect(unrecorded.text).toMatch(/^\d\d:12$|^\d\d:\d\d$/);
});
