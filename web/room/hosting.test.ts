import { expect, test } from 'vitest';
import type { HostingState, RecordingState } from '../../wire/room.ts';
import { newlyWaiting, recorderChoices, recordingControls, sayStopped } from './hosting.ts';

const hosting = (...numbers: number[]): HostingState => ({
  locked: false,
  guestsWait: true,
  waiting: numbers.map((n) => ({ n, role: 'guest', name: `Guest ${n}`, since: '2026-03-02T09:00:00Z', held: null })),
  removed: [],
  recordingPolicy: 'automatic',
  recorders: [],
  voiceless: [],
  voiceOnly: [],
  nextRecorder: null,
});
const recording = (state: RecordingState['state'], savedMs = 0): RecordingState => ({
  state,
  since: null,
  savedMs,
  by: null,
});

test('each person who waits knocks once', () => {
  expect(newlyWaiting(null, hosting(3)).map(({ n }) => n)).toEqual([3]);
  expect(newlyWaiting(hosting(3), hosting(3, 4)).map(({ n }) => n)).toEqual([4]);
  expect(newlyWaiting(hosting(3, 4), hosting(4))).toEqual([]);
});

test('whose device is turned off reads who did it, and that it can be turned on again', () => {
  expect(sayStopped({ t: 'stopped', kind: 'mic', by: 'Ada' }).text).toBe(
    'Ada turned your microphone off. You can turn it on again.',
  );
  expect(sayStopped({ t: 'stopped', kind: 'hand', by: 'Ada' }).text).toBe('Ada lowered your hand.');
});

test('a recording by hand is started by hand, an automatic one only again after it was stopped', () => {
  const byHand = { ...hosting(), recordingPolicy: 'by_hand' as const };
  expect(recordingControls(recording('off'), byHand)).toEqual(['start']);
  expect(recordingControls(recording('off'), hosting())).toEqual([]);
  expect(recordingControls(recording('off', 12_000), hosting())).toEqual(['start']);
});

test('a running recording can be paused and stopped, a paused one resumed', () => {
  expect(recordingControls(recording('on'), hosting())).toEqual(['pause', 'stop']);
  expect(recordingControls(recording('trouble'), hosting())).toEqual(['pause', 'stop']);
  expect(recordingControls(recording('paused'), hosting())).toEqual(['resume', 'stop']);
  expect(recordingControls(recording('finishing'), hosting())).toEqual([]);
});

test('a Study that does not record offers nothing', () => {
  expect(recordingControls(recording('off'), { ...hosting(), recordingPolicy: 'off' })).toEqual([]);
});

test('the others who could record are offered, oneself first, and nobody while nothing is being recorded', () => {
  const room = { ...hosting(), recorders: [1, 2, 4] };
  const choices = (change: Partial<RecordingState>, next: number | null = null) =>
    recorderChoices({ ...recording('on'), by: 1, ...change }, { ...room, nextRecorder: next }, 4);
  expect(choices({})).toEqual([4, 2]);
  expect(choices({ state: 'trouble', by: null })).toEqual([4, 1, 2]);
  expect(choices({}, 2)).toEqual([4, 1]);
  expect(choices({ state: 'paused' })).toEqual([]);
});
