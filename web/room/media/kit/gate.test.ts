import { expect, test } from 'vitest';
import type { Person } from '../../../../wire/room.ts';
import type { TrackKind } from '../../../../wire/words.ts';
import { createGate } from './gate.ts';

const track = {} as MediaStreamTrack;
const another = {} as MediaStreamTrack;

function world(flags: Partial<Person> = {}) {
  const lena: Person = {
    n: 2,
    role: 'participant',
    name: 'Lena',
    mic: true,
    cam: true,
    screen: false,
    hand: false,
    away: false,
    q: 3,
    ...flags,
  };
  const people = new Map([[2, lena]]);
  const shown = new Map<string, MediaStreamTrack>();
  let wantsPictures = true;
  const gate = createGate(
    (n, kind, now) => (now ? shown.set(`${n}:${kind}`, now) : shown.delete(`${n}:${kind}`)),
    () => people,
    (kind: TrackKind) => kind !== 'cam' || wantsPictures,
  );
  return {
    gate,
    shown,
    lena,
    people,
    savePictures: () => {
      wantsPictures = false;
      gate.look();
    },
  };
}

test('a track of somebody in is shown while the Room says that it is on', () => {
  const { gate, shown, lena } = world();
  gate.bring(2, 'mic', track);
  gate.bring(2, 'cam', track);
  expect([...shown.keys()]).toEqual(['2:mic', '2:cam']);
  lena.mic = false;
  gate.look();
  expect([...shown.keys()]).toEqual(['2:cam']);
  lena.mic = true;
  gate.look();
  expect([...shown.keys()]).toEqual(['2:cam', '2:mic']);
});

test('whoever sends all the same what was turned off is neither seen nor heard', () => {
  const { gate, shown } = world({ mic: false, cam: false });
  for (const kind of ['mic', 'cam', 'screen', 'screen_audio'] as const) gate.bring(2, kind, track);
  expect([...shown]).toEqual([]);
});

test('nobody is shown whom the Room does not know, and nobody stays who is out', () => {
  const { gate, shown, people } = world();
  gate.bring(3, 'cam', track);
  expect([...shown]).toEqual([]);
  gate.bring(2, 'cam', track);
  people.clear();
  gate.look();
  expect([...shown]).toEqual([]);
});

test('a track that is replaced is shown anew, one that ends is not shown any more', () => {
  const { gate, shown } = world();
  gate.bring(2, 'cam', track);
  gate.bring(2, 'cam', another);
  expect(shown.get('2:cam')).toBe(another);
  gate.bring(2, 'cam', null);
  expect([...shown]).toEqual([]);
});

test('with audio first there are no pictures but the shared screen', () => {
  const { gate, shown, savePictures } = world({ screen: true });
  for (const kind of ['mic', 'cam', 'screen'] as const) gate.bring(2, kind, track);
  savePictures();
  expect([...shown.keys()]).toEqual(['2:mic', '2:screen']);
});
