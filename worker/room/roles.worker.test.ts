import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { expect, test } from 'vitest';
import { recordRealtime } from '../../test/edge/recorded-realtime.ts';
import {
  atRest,
  comeIn,
  knock,
  roomWorld,
  soon,
  timelineAtRest,
  visit,
  type RoomWorld,
  type Visitor,
} from '../../test/edge/room-world.ts';
import { KINDS, SAMPLES } from '../../test/fuzz/samples.ts';
import { ROLES, type Role } from '../../wire/words.ts';
import { refusal, RULES } from './roles.ts';

// The whole table: every kind of message by every role from every place, a Researcher never waiting.
recordRealtime();
type Kind = keyof typeof RULES;
const PLACES = ['door', 'waiting', 'room'] as const;
type Place = (typeof PLACES)[number];
const STANDS = ROLES.flatMap((role) => PLACES.map((place) => ({ role, place }))).filter(
  ({ role, place }) => role !== 'researcher' || place !== 'waiting',
);
const refusalAt = (kind: Kind, role: Role, place: Place) => refusal(kind, role, place === 'room');

interface Stand {
  world: RoomWorld;
  subject: Visitor;
  others: Visitor[];
}

/** Somebody of this role at this place of a room with a Researcher and a Guest (number 2) in it. */
async function standAt(role: Role, place: Place): Promise<Stand> {
  const world = await roomWorld();
  const rosa = await comeIn(world, 'researcher');
  const gus = await comeIn(world, 'guest');
  if (place === 'waiting') rosa.say({ t: 'lock', on: true });
  const enter = place === 'door' ? visit : place === 'waiting' ? knock : comeIn;
  const subject = await enter(world, role);
  if (place === 'door') await subject.hears('door');
  if (place === 'waiting') await subject.hears('waiting');
  return { world, subject, others: [rosa, gus] };
}

/** All that the Room has stored, when it has nothing to do. */
async function stored(world: RoomWorld): Promise<Record<string, unknown[]>> {
  await atRest(world);
  return runInDurableObject(world.room, (_room, { storage: { sql } }) => {
    const tables = sql
      .exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '_cf_*'")
      .toArray();
    return Object.fromEntries(tables.map(({ name }) => [name, sql.exec(`SELECT * FROM "${name}"`).toArray()]));
  });
}

test('the table and the samples know every kind there is', () => {
  expect(Object.keys(RULES).sort()).toEqual(KINDS.toSorted());
});

test.each(STANDS)(
  'what a $role at the $place may not say changes nothing, and nobody else hears of it',
  async (stand) => {
    const { role, place } = stand;
    const { world, subject, others } = await standAt(role, place);
    const before = await stored(world);
    const heard = others.map((other) => other.unheard());
    const written = await timelineAtRest(world);
    for (const kind of KINDS) {
      const code = refusalAt(kind, role, place);
      if (!code) continue;
      await evictDurableObject(world.room);
      subject.say(SAMPLES[kind]);
      expect(await subject.hears('error')).toMatchObject({ code, re: kind });
    }
    expect(await stored(world)).toEqual(before);
    expect(others.map((other) => other.unheard())).toEqual(heard);
    expect(await timelineAtRest(world)).toEqual(written);
  },
);

const allowed = STANDS.flatMap((stand) => KINDS.map((kind) => ({ ...stand, kind }))).filter(
  ({ kind, role, place }) => refusalAt(kind, role, place) === null,
);

test.each(allowed)('$kind is taken from a $role at the $place', async ({ kind, role, place }) => {
  const { world, subject } = await standAt(role, place);
  await evictDurableObject(world.room);
  subject.say(SAMPLES[kind]);
  subject.say({ t: 'dance' });
  await soon(
    async () => subject.left(),
    (left) => left.some((one) => one.t === 'gone' || (one.t === 'error' && one.re === 'dance')),
  );
  // Waits for what is still being done.
  await evictDurableObject(world.room);
  const refusals = subject.left().filter((one) => one.t === 'error' && one.re === kind);
  expect(refusals.filter((one) => ['not_allowed', 'not_in_room'].includes(one.t === 'error' ? one.code : ''))).toEqual(
    [],
  );
});
