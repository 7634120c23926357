import { expect, test } from 'vitest';
import {
  direct,
  FIRST_FRAGMENT_WITHIN,
  FRAGMENT_WITHIN,
  nextCheckAt,
  recordingState,
  type Candidate,
  type Recording,
  type Scene,
} from './recording-director.ts';

const NOW = 1_000_000;
const rosa: Candidate = { seat: 'rosa', n: 1, cameAt: 10, away: false, canRecord: true };
const ravi: Candidate = { seat: 'ravi', n: 2, cameAt: 20, away: false, canRecord: true };
const running: Recording = {
  id: 'r',
  startedAt: NOW - 60_000,
  phase: 'on',
  recorder: { seat: 'rosa', n: 1, segment: 0, since: NOW - 60_000 },
  segments: [{ seat: 'rosa', segment: 0 }],
  resting: [],
  stoppedAt: null,
};
const scene = (change: Partial<Scene> = {}): Scene => ({
  automatic: true,
  allowed: true,
  recording: running,
  researchers: [rosa, ravi],
  participantConsents: true,
  lastLandedAt: NOW - 1_000,
  now: NOW,
  ...change,
});
const fresh = { recording: null, lastLandedAt: null };

test('it starts with who came first of those who can, once the Participant consents', () => {
  expect(direct(scene(fresh))).toEqual({ do: 'start', by: rosa });
  expect(direct(scene({ ...fresh, researchers: [{ ...rosa, canRecord: false }, ravi] }))).toEqual({
    do: 'start',
    by: ravi,
  });
  expect(direct(scene({ ...fresh, participantConsents: false })).do).toBe('nothing');
  expect(direct(scene({ ...fresh, automatic: false })).do).toBe('nothing');
});

test('a recorder whose fragments land goes on, also when the Participant is out', () => {
  expect(direct(scene()).do).toBe('nothing');
  expect(direct(scene({ participantConsents: false })).do).toBe('nothing');
});

test('the next one takes over from a recorder who is away, silent, gone or unable', () => {
  const handOver = { do: 'hand_over', to: ravi };
  expect(direct(scene({ researchers: [{ ...rosa, away: true }, ravi] }))).toEqual(handOver);
  expect(direct(scene({ lastLandedAt: NOW - FRAGMENT_WITHIN }))).toEqual(handOver);
  expect(direct(scene({ researchers: [ravi] }))).toEqual(handOver);
  expect(direct(scene({ researchers: [{ ...rosa, canRecord: false }, ravi] }))).toEqual(handOver);
});

test('a new recorder gets longer to its first fragment', () => {
  const since = NOW - FIRST_FRAGMENT_WITHIN + 1;
  const recording = { ...running, recorder: { seat: 'rosa', n: 1, segment: 1, since } };
  expect(direct(scene({ recording, lastLandedAt: since - 30_000 })).do).toBe('nothing');
  expect(direct(scene({ recording, lastLandedAt: since - 30_000, now: NOW + 1 })).do).toBe('hand_over');
});

test('with nobody else the one who is here keeps at it, and one who is gone is released', () => {
  expect(direct(scene({ researchers: [{ ...rosa, away: true }] })).do).toBe('nothing');
  expect(direct(scene({ researchers: [] })).do).toBe('release');
});

test('somebody whose recorder failed rests before being asked again', () => {
  const recording: Recording = { ...running, recorder: null, resting: [{ seat: 'rosa', until: NOW + 5_000 }] };
  expect(direct(scene({ recording, researchers: [rosa] })).do).toBe('nothing');
  expect(nextCheckAt(scene({ recording, researchers: [rosa] }))).toBe(NOW + 5_000);
  expect(direct(scene({ recording, researchers: [rosa], now: NOW + 5_000 })).do).toBe('hand_over');
});

test('what people are shown', () => {
  const shown = (change: Partial<Scene>) => recordingState(scene(change), 1_234).state;
  expect(shown({ ...fresh, automatic: false })).toBe('off');
  expect(shown({ ...fresh, participantConsents: false })).toBe('waiting');
  expect(shown({ ...fresh, researchers: [{ ...rosa, canRecord: false }] })).toBe('trouble');
  expect(recordingState(scene(), 1_234)).toEqual({
    state: 'on',
    since: new Date(running.startedAt).toISOString(),
    savedMs: 1_234,
    by: 1,
  });
  expect(shown({ lastLandedAt: NOW - 10_000 })).toBe('trouble');
  expect(shown({ researchers: [{ ...rosa, away: true }] })).toBe('trouble');
  expect(shown({ recording: { ...running, recorder: null } })).toBe('trouble');
  expect(shown({ recording: { ...running, recorder: null }, researchers: [] })).toBe('waiting');
  expect(shown({ recording: { ...running, phase: 'stopping' } })).toBe('finishing');
});
