import { expect, test } from 'vitest';
import { chooseRecorder } from './recorder-choice.ts';
import type { Candidate, Recording, Scene } from './recording-director.ts';

const NOW = 1_000_000;
const rosa: Candidate = { seat: 'rosa', n: 1, cameAt: 10, away: false, canRecord: true };
const bea: Candidate = { seat: 'bea', n: 2, cameAt: 20, away: false, canRecord: true };
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
  researchers: [rosa, bea],
  participantConsents: true,
  lastLandedAt: NOW - 1_000,
  now: NOW,
  ...change,
});
const choose = (change: Partial<Scene> = {}, seat = 'bea', name = 'Bea') =>
  chooseRecorder(scene(change), { seat, name });

test('another Researcher whose browser can takes over, also one whose recorder has just failed', () => {
  expect(choose()).toEqual({ do: 'pass_on', to: bea });
  const recording = { ...running, resting: [{ seat: 'bea', until: NOW + 9_000 }] };
  expect(choose({ recording })).toEqual({ do: 'pass_on', to: bea });
});

test('who records already, or is about to, is nothing new; choosing the old recorder meanwhile keeps them', () => {
  expect(choose({}, 'rosa')).toEqual({ do: 'nothing' });
  const recording = { ...running, next: { seat: 'bea', n: 2, segment: 1, since: NOW } };
  expect(choose({ recording })).toEqual({ do: 'nothing' });
  expect(choose({ recording }, 'rosa')).toEqual({ do: 'keep' });
});

test.each([
  ['a browser that cannot', { researchers: [rosa, { ...bea, canRecord: false }] }, /Bea’s browser cannot record/],
  ['somebody who is away', { researchers: [rosa, { ...bea, away: true }] }, /Bea is reconnecting/],
  ['somebody who is no Researcher', { researchers: [rosa] }, /Only a Researcher/],
  ['no recording', { recording: null }, /Nothing is being recorded/],
  ['a pause', { recording: { ...running, recorder: null, rests: 'paused' } }, /Nothing is being recorded/],
  ['a recorder of the service', { recording: { ...running, cloud: { id: null, tried: 0, at: 0 } } }, /no browser/],
  ['a recording that is over', { recording: { ...running, phase: 'finishing' } }, /is over/],
  ['somebody who sees no cameras', { researchers: [rosa, { ...bea, savesData: true }] }, /would have none/],
] as const)('%s is refused in words', (_, change, why) => {
  expect(choose(change as Partial<Scene>)).toMatchObject({ do: 'refuse', why: expect.stringMatching(why) });
});
