import { expect, test } from 'vitest';
import type { LinkView } from '../../wire/http.ts';
import type { Person } from '../../wire/room.ts';
import { heightsOf, tilesOf, voicesOf } from './recording.ts';
import type { RoomState } from './state.ts';
import { firstState } from './store.ts';

const track = (kind: 'audio' | 'video') => ({ kind }) as MediaStreamTrack;
const person = (n: number, role: Person['role'], flags: Partial<Person> = {}): [number, Person] => [
  n,
  { n, role, name: `Person ${n}`, mic: false, cam: false, screen: false, hand: false, away: false, q: 3, ...flags },
];

function roomState(change: Partial<RoomState>, guestPolicy: LinkView['guestPolicy'] = 'talk'): RoomState {
  return { ...firstState({ guestPolicy } as LinkView), phase: { kind: 'in' }, me: 1, ...change };
}

test('who has a tile in the room has one in the recording, with a picture only while their camera is on', () => {
  const cam = track('video');
  const own = track('video');
  const state = roomState({
    people: new Map([
      person(3, 'participant', { cam: true }),
      person(1, 'researcher', { cam: true }),
      person(2, 'guest', { mic: true }),
    ]),
    tracks: new Map([
      ['3:cam', cam],
      ['2:cam', track('video')],
    ]),
    own: { mic: null, cam: own, screen: null },
  });
  expect(tilesOf(state).map((tile) => [tile.id, tile.track])).toEqual([
    ['3:cam', cam],
    ['1:cam', own],
    ['2:cam', null],
  ]);
});

test('whom the recording shows large speaks, while their camera is on', () => {
  const recorder = { active: true, pending: 0, large: 2, heights: new Map() };
  const speak = (cam: boolean) =>
    tilesOf(roomState({ recorder, people: new Map([person(1, 'researcher'), person(2, 'participant', { cam })]) }));
  expect(speak(true).map(({ id, speaks }) => [id, speaks])).toEqual([
    ['2:cam', true],
    ['1:cam', false],
  ]);
  expect(speak(false).some(({ speaks }) => speaks)).toBe(false);
});

test('how high each camera is in the recording: whoever speaks, or a screen, takes the room of the others', () => {
  const camera = (n: number, speaks = false) => ({
    id: `${n}:cam`,
    kind: 'cam' as const,
    name: '',
    track: null,
    speaks,
  });
  const screen = { id: '12:screen', kind: 'screen' as const, name: '', track: null };
  const even = heightsOf([camera(1), camera(12), camera(3), camera(4)]);
  expect([...even.keys()]).toEqual([1, 12, 3, 4]);
  expect(new Set(even.values())).toEqual(new Set([348]));
  const led = heightsOf([camera(1), camera(12, true), camera(3)]);
  expect(led.get(12)).toBeGreaterThan(2 * (led.get(1) ?? 0) - 10);
  expect([...heightsOf([camera(1), camera(12), screen]).keys()]).toEqual([1, 12]);
});

test('guests who only watch have no tile', () => {
  const people = new Map([person(1, 'researcher'), person(2, 'guest')]);
  expect(tilesOf(roomState({ people })).map((tile) => tile.id)).toEqual(['1:cam']);
});

test('a shared screen comes last, on top of the cameras', () => {
  const screen = track('video');
  const state = roomState({
    people: new Map([person(1, 'researcher'), person(2, 'participant', { screen: true })]),
    tracks: new Map([['2:screen', screen]]),
  });
  expect(tilesOf(state).at(-1)).toEqual({ id: '2:screen', kind: 'screen', name: 'Person 2', track: screen });
});

test("every voice and shared sound is recorded, one's own too", () => {
  const own = track('audio');
  const state = roomState({
    tracks: new Map([
      ['2:mic', track('audio')],
      ['2:cam', track('video')],
      ['2:screen_audio', track('audio')],
    ]),
  });
  const voices = voicesOf(state, new Map([['mic', own]]));
  expect(voices.map((voice) => voice.id)).toEqual(['2:mic', '2:screen_audio', '1:mic']);
  expect(voices.at(-1)?.track).toBe(own);
});
