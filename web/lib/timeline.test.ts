import { expect, test } from 'vitest';
import type { TimelineEntry } from '../../wire/http.ts';
import { timelineSentence } from './timeline.ts';

const say = (kind: string, by: string | null = null, detail: TimelineEntry['detail'] = {}) =>
  timelineSentence({ at: '2025-10-14T10:00:00Z', kind, by, detail }, 'Asia/Kolkata');

test('the timeline tells in sentences who did what', () => {
  expect(
    say('session_scheduled', 'Ada', { startsAt: '2025-10-14T10:30:00Z', lengthMinutes: 45, zone: 'Asia/Kolkata' }),
  ).toBe('Ada scheduled the Session for Tue 14 Oct 2025, 16:00 to 16:45 (45 minutes).');
  expect(say('joined', 'Lena', { role: 'participant' })).toBe('Lena (Participant) joined.');
  expect(say('left', 'Bo', { role: 'guest', why: 'lost' })).toBe('Bo (Guest) lost the connection.');
  expect(say('guest_link_regenerated', 'Ada', { keepGuests: true })).toBe(
    'Ada regenerated the Guest link and kept the Guests who were in.',
  );
});

test('the timeline says how a recording came out', () => {
  expect(say('recording_ready', null, { durationMs: 761_000 })).toBe('The recording is ready, 12:41 long.');
  expect(say('recording_ready', null, { durationMs: 5_000, gaps: [{ fromMs: 1, toMs: 2 }] })).toBe(
    'The recording is ready, 0:05 long. Missing: 1 s at 0:00 (nothing arrived).',
  );
  const gaps = [
    { fromMs: 1_000, toMs: 3_000, why: 'lost' },
    { fromMs: 9_000, toMs: 139_000, why: 'paused' },
  ];
  expect(say('recording_ready', null, { durationMs: 761_000, gaps })).toBe(
    'The recording is ready, 12:41 long. Missing: 2 s at 0:01 (nothing arrived). It was paused for 2:10.',
  );
  expect(say('recording_failed', null, { reason: 'Nothing arrived.' })).toBe('The recording failed. Nothing arrived.');
});

test('the timeline says why a Session settled by itself', () => {
  expect(say('completed', null, { ending: 'stood_empty' })).toBe(
    'The Session is Completed: the room had stood empty after the end.',
  );
  expect(say('completed', null, { ending: 'ended' })).toBe('The Session is Completed.');
  expect(say('completed', 'Ada')).toBe('Ada marked the Session as complete.');
});

test('an event newer than this page is still told', () => {
  expect(say('room_painted', 'Ada')).toBe('Room painted (Ada).');
});

test('the timeline says who used a host control, and on whom', () => {
  const lena = { n: 2, name: 'Lena', role: 'participant' };
  const bo = { n: 3, name: 'Bo', role: 'guest' };
  expect(say('turned_off', 'Ada', { kind: 'mic', people: [lena] })).toBe('Ada muted Lena (Participant).');
  expect(say('turned_off', 'Ada', { kind: 'mic', everybody: true, people: [lena, bo] })).toBe(
    'Ada muted everybody: Lena (Participant) and Bo (Guest).',
  );
  expect(say('removed', 'Ada', { people: [bo] })).toBe('Ada removed Bo (Guest) from the room.');
  expect(say('recorder_chosen', 'Ada', { people: [{ name: 'Bea', role: 'researcher' }] })).toBe(
    'Ada let Bea (Researcher) record.',
  );
  expect(say('recorder_chosen', 'Ada', { people: [{ name: 'Ada', role: 'researcher' }] })).toBe(
    'Ada took over the recording.',
  );
  expect(say('admitted', 'Ada', { people: [bo] })).toBe('Ada let Bo (Guest) in.');
  expect(say('room_locked', 'Ada')).toBe('Ada locked the room.');
});

test('the timeline says who shared a recording, until when, and who took the link back', () => {
  expect(say('recording_shared', 'Ada', { expiresAt: '2025-10-21T10:00:00.000Z', passcode: true })).toMatch(
    /^Ada made a share link of the recording, with a passcode, good until .*21 Oct 2025\.$/,
  );
  expect(say('recording_shared', 'Ada')).toBe('Ada made a share link of the recording.');
  expect(say('share_revoked', 'Ada')).toBe('Ada revoked a share link of the recording.');
});
