import { expect, test } from 'vitest';
import type { TrackKind } from '../../wire/words.ts';
import { followChange, namedTracks } from './follows.ts';
import { newRecord } from './presence.ts';
import type { SeatRecord } from './seat-record.ts';

const claims = { session: 's', role: 'guest', name: 'A', person: null, linkVersion: 1, jti: 'j' } as const;
interface Wish extends Partial<SeatRecord> {
  sends?: TrackKind[];
  flows?: string[];
  follows?: { mid: string; from: string; name: string }[];
}
function person(seat: string, n: number, { sends = [], flows, follows = [], ...change }: Wish = {}): SeatRecord {
  const published = sends.map((kind, at) => ({ mid: String(at), kind, name: `${kind}-${seat}` }));
  const flowing = flows ?? published.map((track) => track.mid);
  const media = {
    at: { id: `m-${seat}`, published, followed: follows },
    flowing,
    offeredAt: null,
    lost: false,
    closing: [],
    stopped: [],
  };
  return { ...newRecord({ ...claims, seat }, n), cameAt: 1, media, ...change };
}
const me = person('me', 1, { sends: ['mic', 'cam'] });

test('everybody follows what the others send, voices first, and not themselves', () => {
  const everybody = [me, person('b', 3, { sends: ['cam', 'mic'] }), person('c', 2, { sends: ['screen', 'mic'] })];
  const names = followChange(everybody, me).add.map((track) => track.name);
  expect(names).toEqual(['mic-c', 'mic-b', 'cam-b', 'screen-c']);
});

test('only what flows is followed', () => {
  const b = person('b', 2, { sends: ['mic', 'cam'], flows: ['0'] });
  expect(followChange([me, b], me).add.map((track) => track.kind)).toEqual(['mic']);
});

test('what is followed already is not asked for again', () => {
  const b = person('b', 2, { sends: ['mic'] });
  const follower = person('me', 1, { follows: [{ mid: '7', from: 'm-b', name: 'mic-b' }] });
  expect(followChange([follower, b], follower)).toEqual({ add: [], drop: [] });
});

test('what has ended or left is dropped', () => {
  const follows = [
    { mid: '7', from: 'm-b', name: 'mic-b' },
    { mid: '8', from: 'm-c', name: 'mic-c' },
    { mid: '9', from: 'm-old', name: 'mic-d' },
  ];
  const follower = person('me', 1, { follows });
  const gone = person('c', 3, { sends: ['mic'], cameAt: null });
  const anew = person('d', 4, { sends: ['mic'] });
  const change = followChange([follower, person('b', 2), gone, anew], follower);
  expect(change.drop).toEqual(['7', '8', '9']);
  expect(change.add.map((track) => track.name)).toEqual(['mic-d']);
});

test('somebody away is kept, but not newly followed', () => {
  const away = person('b', 2, { sends: ['mic', 'cam'], awaySince: 5 });
  const follower = person('me', 1, { follows: [{ mid: '7', from: 'm-b', name: 'mic-b' }] });
  expect(followChange([follower, away], follower)).toEqual({ add: [], drop: [] });
});

test('followed tracks are named by person and kind', () => {
  const { add } = followChange([me, person('b', 2, { sends: ['cam'] })], me);
  expect(namedTracks([{ mid: '4', from: 'm-b', name: 'cam-b' }], add)).toEqual([{ mid: '4', n: 2, kind: 'cam' }]);
});

test('who saves data hears all and sees shared screens, but follows no cameras, until they want them again', () => {
  const b = person('b', 2, { sends: ['mic', 'cam', 'screen'] });
  const follows = [{ mid: '7', from: 'm-b', name: 'cam-b' }];
  const saver = person('me', 1, { follows, saveData: true });
  const change = followChange([saver, b], saver);
  expect(change.add.map((track) => track.kind)).toEqual(['mic', 'screen']);
  expect(change.drop).toEqual(['7']);
  const again = person('me', 1);
  expect(followChange([again, b], again).add.map((track) => track.kind)).toEqual(['mic', 'cam', 'screen']);
});
