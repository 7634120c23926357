import { expect, test } from 'vitest';
import { NOW, ravi, rosa, running, scene } from '../../test/edge/recording-scene.ts';
import { chooseRecorder } from './recorder-choice.ts';
import type { Scene } from './recording-director.ts';

const choose = (change: Partial<Scene> = {}, seat = 'ravi', name = 'Ravi') =>
  chooseRecorder(scene(change), { seat, name });

test('another Researcher whose browser can takes over, also one whose recorder has just failed', () => {
  expect(choose()).toEqual({ do: 'pass_on', to: ravi });
  const recording = { ...running, resting: [{ seat: 'ravi', until: NOW + 9_000 }] };
  expect(choose({ recording })).toEqual({ do: 'pass_on', to: ravi });
});

test('who records already, or is about to, is nothing new; choosing the old recorder meanwhile keeps them', () => {
  expect(choose({}, 'rosa')).toEqual({ do: 'nothing' });
  const recording = { ...running, next: { seat: 'ravi', n: 2, segment: 1, since: NOW } };
  expect(choose({ recording })).toEqual({ do: 'nothing' });
  expect(choose({ recording }, 'rosa')).toEqual({ do: 'keep' });
});

test.each([
  ['a browser that cannot', { researchers: [rosa, { ...ravi, canRecord: false }] }, /Ravi’s browser cannot record/],
  ['somebody who is away', { researchers: [rosa, { ...ravi, away: true }] }, /Ravi is reconnecting/],
  ['somebody who is no Researcher', { researchers: [rosa] }, /Only a Researcher/],
  ['no recording', { recording: null }, /Nothing is being recorded/],
  ['a pause', { recording: { ...running, recorder: null, rests: 'paused' } }, /Nothing is being recorded/],
  ['a recorder of the service', { recording: { ...running, cloud: { id: null, tried: 0, at: 0 } } }, /no browser/],
  ['a recording that is over', { recording: { ...running, phase: 'finishing' } }, /is over/],
  ['somebody who sees no cameras', { researchers: [rosa, { ...ravi, savesData: true }] }, /would have none/],
] as const)('%s is refused in words', (_, change, why) => {
  expect(choose(change as Partial<Scene>)).toMatchObject({ do: 'refuse', why: expect.stringMatching(why) });
});
