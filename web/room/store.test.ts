import { expect, test } from 'vitest';
import type { LinkView } from '../../wire/http.ts';
import type { Person, RecordingState, RoomMessage } from '../../wire/room.ts';
import type { RoomState } from './state.ts';
import { firstState, reduce, watched, withTrack } from './store.ts';

const NOW = Date.parse('2026-03-02T09:00:00Z');
const recording: RecordingState = { state: 'off', since: null, savedMs: 0, by: null };
const view = { seat: { id: 's', role: 'guest', name: '' }, guestPolicy: 'talk' } as LinkView;
const person = (n: number, name: string, flags: Partial<Person> = {}): Person => ({
  n,
  role: 'guest',
  name,
  mic: false,
  cam: false,
  screen: false,
  hand: false,
  away: false,
  q: 3,
  ...flags,
});
const welcome: RoomMessage = {
  t: 'welcome',
  n: 2,
  people: [person(1, 'Ada'), person(2, 'Grace')],
  recording,
  startsAt: '2026-03-02T09:00:00Z',
  endsAt: '2026-03-02T09:45:00Z',
  now: '2026-03-02T09:00:01.500Z',
};
const after = (...messages: RoomMessage[]) =>
  messages.reduce<RoomState>((state, message) => reduce(state, message, NOW), firstState(view));

test("the Participant's 'I'm running late' is said by name when they are in, else as the Participant's", () => {
  expect(after(welcome, { t: 'late', minutes: 10 }).notice?.text).toBe(
    'The Participant is running about 10 minutes late',
  );
  const lena: RoomMessage = { t: 'in', p: person(3, 'Lena', { role: 'participant' }) };
  expect(after(welcome, lena, { t: 'late', minutes: 5 }).notice?.text).toBe('Lena is running about 5 minutes late');
});

test("the welcome puts this person in, with everybody there and the server's clock", () => {
  const state = after(welcome);
  expect(state.phase).toEqual({ kind: 'in' });
  expect(state.me).toBe(2);
  expect([...state.people.values()].map(({ name }) => name)).toEqual(['Ada', 'Grace']);
  expect(state.clockSkew).toBe(1_500);
});

test('who comes into a recorded room is told once, not again after a lost line', () => {
  const recorded: RoomMessage = { ...welcome, recording: { ...recording, state: 'on' } };
  const state = after(recorded);
  expect(state.notice).toMatchObject({ text: 'This Session is being recorded', tone: 'info' });
  expect(reduce(state, recorded, NOW).notice?.id).toBe(state.notice?.id);
  expect(after(welcome).notice).toBeNull();
});

test('who comes, leaves or is lost is shown and said', () => {
  const joined = after(welcome, { t: 'in', p: person(3, 'Linus') });
  expect(joined.people.get(3)?.name).toBe('Linus');
  expect(joined.notice).toMatchObject({ text: 'Linus joined', tone: 'info' });
  const left = reduce(joined, { t: 'out', n: 3, why: 'left' }, NOW);
  expect(left.people.has(3)).toBe(false);
  expect(left.notice?.text).toBe('Linus left');
  const lost = reduce(left, { t: 'out', n: 1, why: 'lost' }, NOW);
  expect(lost.notice?.text).toBe('Ada lost the connection');
  expect(lost.notice?.id).not.toBe(left.notice?.id);
  const moved = reduce(joined, { t: 'out', n: 3, why: 'replaced' }, NOW);
  expect(moved.notice?.text).toBe('Linus moved to another device');
});

test('a change makes new objects where it changes something and keeps the others', () => {
  const before = after(welcome);
  const next = reduce(before, { t: 'set', n: 1, mic: true }, NOW);
  expect(next.people.get(1)?.mic).toBe(true);
  expect(before.people.get(1)?.mic).toBe(false);
  expect(next.people.get(2)).toBe(before.people.get(2));
  expect(next.tracks).toBe(before.tracks);
});

test("a late echo of one's own devices changes nothing", () => {
  const before = after(welcome);
  expect(reduce(before, { t: 'set', n: 2, cam: true, mic: true }, NOW)).toBe(before);
});

test('a message about somebody unknown changes nothing', () => {
  const before = after(welcome);
  expect(reduce(before, { t: 'set', n: 9, cam: true }, NOW)).toBe(before);
});

test('everybody is told that recording starts, stops and is in trouble', () => {
  const say = (from: RecordingState['state'], to: RecordingState['state']) => {
    const at = after(welcome, { t: 'recording', recording: { ...recording, state: from } });
    return reduce(at, { t: 'recording', recording: { ...recording, state: to } }, NOW).notice?.text;
  };
  expect(say('waiting', 'on')).toBe('Recording started');
  expect(say('on', 'finishing')).toBe('Recording stopped');
  expect(say('on', 'trouble')).toBe('The recording is not being saved right now');
  expect(say('trouble', 'on')).toBe('The recording is being saved again');
  expect(say('off', 'waiting')).toBeUndefined();
  expect(say('on', 'paused')).toBe('Recording paused');
  expect(say('paused', 'on')).toBe('Recording resumed');
  expect(say('paused', 'off')).toBe('Recording stopped');
});

test('what a Researcher turned off is off here too, and said', () => {
  const before = after({ ...welcome, people: [person(1, 'Ada'), person(2, 'Grace', { mic: true, cam: true })] });
  const next = reduce(before, { t: 'stopped', kind: 'mic', by: 'Ada' }, NOW);
  expect(next.people.get(2)).toMatchObject({ mic: false, cam: true });
  expect(next.notice?.text).toBe('Ada turned your microphone off. You can turn it on again.');
});

test('who is out may come back after leaving, and not after the end', () => {
  expect(after(welcome, { t: 'gone', why: 'left' }).phase).toEqual({
    kind: 'out',
    why: 'left',
    by: null,
    mayReturn: true,
  });
  expect(after(welcome, { t: 'gone', why: 'ended', by: 'Ada' }).phase).toEqual({
    kind: 'out',
    why: 'ended',
    by: 'Ada',
    mayReturn: false,
  });
});

test('the first reason for being out stays', () => {
  expect(after(welcome, { t: 'gone', why: 'left' }, { t: 'gone', why: 'ended' }).phase).toMatchObject({ why: 'left' });
});

test('tracks come and go by person and kind', () => {
  const track = {} as MediaStreamTrack;
  const shown = withTrack(after(welcome), 1, 'cam', track);
  expect(shown.tracks.get('1:cam')).toBe(track);
  expect(withTrack(shown, 1, 'cam', track)).toBe(shown);
  expect(withTrack(shown, 1, 'cam', null).tracks.size).toBe(0);
});

test('listeners hear of changes only, until they stop listening', () => {
  const value = watched(1);
  const heard: number[] = [];
  const stop = value.subscribe(() => heard.push(value.get()));
  value.update((now) => now);
  value.update((now) => now + 1);
  stop();
  value.update((now) => now + 1);
  expect(heard).toEqual([2]);
});

test('a refusal that nobody waits for is said, one that heals by itself is not', () => {
  const error: RoomMessage = { t: 'error', code: 'too_many_messages', message: 'Slow down a little.' };
  expect(after(welcome, error).notice).toMatchObject({ text: 'Slow down a little.', tone: 'trouble' });
  expect(after(welcome, { ...error, re: 'publish' }).notice).toBeNull();
});

test('while it is quiet changes are kept back, and told at once afterwards', async () => {
  const value = watched(1);
  const seen: number[] = [];
  value.subscribe(() => seen.push(value.get()));
  const work = Promise.withResolvers<void>();

  value.quietUntil(work.promise);
  value.update(() => 2);
  value.update(() => 3);
  expect([value.get(), seen]).toEqual([3, []]);
  work.resolve();
  await work.promise;
  await Promise.resolve();

  expect(seen).toEqual([3]);
});
