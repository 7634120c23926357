import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import {
  comeIn,
  knock,
  roomWorld,
  timelineAtRest,
  visit,
  type RoomWorld,
  type Visitor,
} from '../../test/edge/room-world.ts';
import { HOUR, SEATS_MAX } from '../../wire/limits.ts';
import { CLOSE } from '../../wire/room.ts';
import { openDb } from '../db/open.ts';
import { sessions, studies } from '../db/schema.ts';
import { planRoom } from '../domain/rooms.ts';

const evict = (world: RoomWorld) => evictDurableObject(world.room);
const hosting = async (rosa: Visitor) => (await rosa.hears('hosting')).hosting;
const hostKinds = async (world: RoomWorld) =>
  (await timelineAtRest(world)).map((row) => row.kind).filter((kind) => kind !== 'joined' && kind !== 'left');
/** A Researcher in a room where Guests wait, having heard how it stands. */
async function lobby() {
  const world = await roomWorld({ guestPolicy: 'wait' });
  const rosa = await comeIn(world, 'researcher');
  expect(await hosting(rosa)).toMatchObject({ locked: false, guestsWait: true, waiting: [], removed: [] });
  return { world, rosa };
}

test('a Guest waits unseen, is held with a word, let in, and need not wait again', async () => {
  const { world, rosa } = await lobby();
  const gus = await knock(world, 'guest');
  expect(await gus.hears('waiting')).toEqual({ t: 'waiting', why: 'policy', held: null });
  const { waiting } = await hosting(rosa);
  expect(waiting).toEqual([{ n: 2, role: 'guest', name: 'Gus', since: expect.any(String), held: null }]);
  const late = await visit(world, 'guest');
  expect(await late.hears('door')).toMatchObject({ inside: 1 });
  await evict(world);
  rosa.say({ t: 'hold', n: 2, text: ' Five more minutes ' });
  expect((await gus.hears('waiting')).held).toEqual({ text: 'Five more minutes', by: 'Rosa' });
  expect((await hosting(rosa)).waiting[0]?.held).toBe('Five more minutes');
  await evict(world);
  rosa.say({ t: 'admit', n: 2 });
  await gus.hears('admitted');
  expect((await hosting(rosa)).waiting).toEqual([]);
  await evict(world);
  gus.say({ t: 'enter', mic: false, cam: false, name: 'Gus' });
  expect((await gus.hears('welcome')).n).toBe(2);
  expect((await rosa.hears('in')).p).toMatchObject({ n: 2, name: 'Gus' });
  gus.say({ t: 'leave' });
  await rosa.hears('out');
  await evict(world);
  await comeIn(world, 'guest', { seat: gus.seat });
  expect(await hostKinds(world)).toEqual(['admitted']);
  expect(gus.unheard()).not.toContain('hosting');
});

test('Researchers and the Participant do not wait where Guests do', async () => {
  const { world, rosa } = await lobby();
  await comeIn(world, 'researcher');
  await comeIn(world, 'participant');
  expect(rosa.unheard()).not.toContain('hosting');
});

test('who is denied is shown the door at once and again, until allowed back without waiting', async () => {
  const { world, rosa } = await lobby();
  const gus = await knock(world, 'guest');
  await gus.hears('waiting');
  await evict(world);
  rosa.say({ t: 'deny', n: 2 });
  expect(await gus.hears('gone')).toEqual({ t: 'gone', why: 'denied', by: 'Rosa' });
  expect(await gus.closed).toBe(CLOSE.gone);
  await hosting(rosa);
  expect(await hosting(rosa)).toMatchObject({ waiting: [], removed: [{ n: 2, name: 'Gus', how: 'denied' }] });
  await evict(world);
  const again = await visit(world, 'guest', { seat: gus.seat });
  expect(await again.hears('gone')).toMatchObject({ why: 'denied' });
  rosa.say({ t: 'allow', n: 2 });
  expect(await hosting(rosa)).toMatchObject({ removed: [] });
  await evict(world);
  await comeIn(world, 'guest', { seat: gus.seat });
  expect((await hostKinds(world)).sort()).toEqual(['allowed_again', 'denied']);
});

test('all who wait are let in by one word, the entry names them, and with nobody waiting it changes nothing', async () => {
  const { world, rosa } = await lobby();
  const gus = await knock(world, 'guest');
  await gus.hears('waiting');
  const mia = await knock(world, 'guest', { enter: { name: 'Mia' } });
  await mia.hears('waiting');
  await evict(world);
  rosa.say({ t: 'admit', n: null });
  await gus.hears('admitted');
  await mia.hears('admitted');
  rosa.say({ t: 'admit', n: null });
  const entries = (await timelineAtRest(world)).filter((row) => row.kind === 'admitted');
  expect(entries).toEqual([
    {
      kind: 'admitted',
      byName: 'Rosa',
      detail: {
        people: [
          { n: 2, role: 'guest', name: 'Gus' },
          { n: 3, role: 'guest', name: 'Mia' },
        ],
      },
    },
  ]);
});

test('somebody who goes while waiting waits no more, also when they go while the Room is out of memory', async () => {
  const { world, rosa } = await lobby();
  const gus = await knock(world, 'guest');
  await gus.hears('waiting');
  expect((await hosting(rosa)).waiting).toHaveLength(1);
  await evict(world);
  gus.socket.close(1000, 'tired');
  expect((await hosting(rosa)).waiting).toEqual([]);
  rosa.say({ t: 'admit', n: 2 });
  expect(await rosa.hears('error')).toMatchObject({ code: 'person_gone', re: 'admit' });
  const back = await knock(world, 'guest', { seat: gus.seat });
  expect(await back.hears('waiting')).toMatchObject({ held: null });
  expect(await hostKinds(world)).toEqual([]);
});

test('another tab of somebody who waits takes their place', async () => {
  const { world, rosa } = await lobby();
  const first = await knock(world, 'guest');
  await first.hears('waiting');
  rosa.say({ t: 'hold', n: 2, text: 'Soon' });
  await first.hears('waiting');
  const second = await knock(world, 'guest', { seat: first.seat });
  expect(await first.hears('gone')).toMatchObject({ why: 'replaced' });
  expect((await second.hears('waiting')).held).toMatchObject({ text: 'Soon' });
  rosa.say({ t: 'admit', n: 2 });
  await second.hears('admitted');
});

test('a locked room lets in whoever was in before, and everybody else waits; unlocking lets them through', async () => {
  const world = await roomWorld();
  const rosa = await comeIn(world, 'researcher');
  const gus = await comeIn(world, 'guest');
  gus.say({ t: 'leave' });
  await gus.hears('gone');
  await rosa.hears('out');
  rosa.say({ t: 'lock', on: true });
  expect(await hosting(rosa)).toMatchObject({ locked: true, guestsWait: false });
  await evict(world);
  await comeIn(world, 'guest', { seat: gus.seat });
  await comeIn(world, 'researcher');
  const pat = await knock(world, 'participant');
  expect(await pat.hears('waiting')).toMatchObject({ why: 'locked' });
  const mia = await knock(world, 'guest', { enter: { name: 'Mia' } });
  expect(await mia.hears('waiting')).toMatchObject({ why: 'locked' });
  await evict(world);
  rosa.say({ t: 'lock', on: true });
  rosa.say({ t: 'lock', on: false });
  await pat.hears('admitted');
  await mia.hears('admitted');
  pat.say({ t: 'enter', mic: false, cam: false });
  await pat.hears('welcome');
  expect(await hostKinds(world)).toEqual(['room_locked', 'room_unlocked']);
});

test('a Participant who was in comes by another seat of theirs into a locked room', async () => {
  const world = await roomWorld();
  const rosa = await comeIn(world, 'researcher');
  const laptop = await comeIn(world, 'participant');
  laptop.say({ t: 'leave' });
  await laptop.hears('gone');
  rosa.say({ t: 'lock', on: true });
  await evict(world);
  await comeIn(world, 'participant');
});

test('Guests wait by a word against the policy, and unlocking does not let them in then', async () => {
  const world = await roomWorld();
  const rosa = await comeIn(world, 'researcher');
  await hosting(rosa);
  rosa.say({ t: 'guests_wait', on: true });
  expect(await hosting(rosa)).toMatchObject({ guestsWait: true });
  rosa.say({ t: 'lock', on: true });
  await evict(world);
  const gus = await knock(world, 'guest');
  expect(await gus.hears('waiting')).toMatchObject({ why: 'locked' });
  rosa.say({ t: 'lock', on: false });
  rosa.say({ t: 'hold', n: 2, text: 'Not yet' });
  expect(await gus.hears('waiting')).toMatchObject({ why: 'policy', held: { text: 'Not yet' } });
  rosa.say({ t: 'guests_wait', on: false });
  await gus.hears('admitted');
  expect(await hostKinds(world)).toEqual(['guests_wait', 'room_locked', 'room_unlocked', 'guests_enter']);
});

test('a Guest of an old link is turned away from the lobby', async () => {
  const { world, rosa } = await lobby();
  const gus = await knock(world, 'guest');
  await gus.hears('waiting');
  expect((await hosting(rosa)).waiting).toHaveLength(1);
  await evict(world);
  await world.room.regenerateGuestLink(2, true);
  expect(await gus.hears('gone')).toMatchObject({ why: 'link_regenerated' });
  expect((await hosting(rosa)).waiting).toEqual([]);
});

test('a policy changed on the dashboard lets those through who need not wait any more', async () => {
  const { world, rosa } = await lobby();
  const gus = await knock(world, 'guest');
  await gus.hears('waiting');
  const db = openDb(env.DB);
  await db.update(studies).set({ guestPolicy: 'talk' });
  await db.update(sessions).set({ factsVersion: 2 });
  await planRoom({ db, env, now: Date.now(), later: () => {} }, world.id);
  await gus.hears('admitted');
  await hosting(rosa);
  expect(await hosting(rosa)).toMatchObject({ guestsWait: false, waiting: [] });
});

test('a Session moved to later sends those who wait back to the door', async () => {
  const { world } = await lobby();
  const gus = await knock(world, 'guest');
  await gus.hears('waiting');
  const db = openDb(env.DB);
  const startsAt = Date.now() + HOUR;
  await db.update(sessions).set({ factsVersion: 3, scheduleVersion: 2, startsAt, endsAt: startsAt + HOUR });
  await planRoom({ db, env, now: Date.now(), later: () => {} }, world.id);
  expect(await gus.hears('door')).toMatchObject({ state: 'early' });
});

test('nobody waits in a room that is over', async () => {
  const { world, rosa } = await lobby();
  const gus = await knock(world, 'guest');
  await gus.hears('waiting');
  rosa.say({ t: 'end' });
  expect(await gus.hears('gone')).toEqual({ t: 'gone', why: 'ended', by: 'Rosa' });
  const late = await visit(world, 'guest', { seat: gus.seat });
  expect(await late.hears('gone')).toMatchObject({ why: 'over' });
});

test('what an early door or a missing name refuses is refused before waiting', async () => {
  const early = await roomWorld({ guestPolicy: 'wait', startsIn: HOUR });
  const soonest = await knock(early, 'guest');
  expect(await soonest.hears('error')).toMatchObject({ code: 'room_not_open' });
  const { world } = await lobby();
  const nobody = await knock(world, 'guest', { enter: { name: '  ' } });
  expect(await nobody.hears('error')).toMatchObject({ code: 'name_needed' });
  expect(nobody.unheard()).toEqual([]);
});

test('the 33rd finds the room full, and a full room lets nobody in from the lobby', async () => {
  const world = await roomWorld();
  const rosa = await comeIn(world, 'researcher');
  for (let number = 2; number < SEATS_MAX; number++) await comeIn(world, 'guest');
  await evict(world);
  rosa.say({ t: 'guests_wait', on: true });
  const waits = await knock(world, 'guest');
  await waits.hears('waiting');
  await comeIn(world, 'participant');
  const last = await knock(world, 'researcher');
  expect(await last.hears('error')).toMatchObject({ code: 'room_full', re: 'enter' });
  rosa.say({ t: 'admit', n: null });
  expect(await rosa.hears('error')).toMatchObject({ code: 'room_full', re: 'admit' });
  expect(waits.unheard()).toEqual([]);
});

test('who was in when an older Worker wrote their seat down is known after a deploy, and need not wait', async () => {
  const world = await roomWorld();
  const rosa = await comeIn(world, 'researcher');
  await hosting(rosa);
  const gus = await comeIn(world, 'guest');
  await runInDurableObject(world.room, (_room, { storage }) => {
    storage.sql.exec("UPDATE seats SET json = json_remove(json, '$.admitted', '$.waiting', '$.q', '$.saveData')");
  });
  await evict(world);
  rosa.say({ t: 'lock', on: true });
  expect(await hosting(rosa)).toMatchObject({ locked: true, waiting: [] });
  gus.say({ t: 'leave' });
  await rosa.hears('out');
  const { people } = await (await knock(world, 'guest', { seat: gus.seat })).hears('welcome');
  expect(people.every((person) => person.q === 3)).toBe(true);
});
