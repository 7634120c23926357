import { evictDurableObject } from 'cloudflare:test';
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
import { CLOSE } from '../../wire/room.ts';

const evict = (world: RoomWorld) => evictDurableObject(world.room);
const hosting = async (rosa: Visitor) => (await rosa.hears('hosting')).hosting;
const hostEntries = async (world: RoomWorld) =>
  (await timelineAtRest(world)).filter(({ kind }) => kind !== 'joined' && kind !== 'left');

test('a removed Guest is out for all, comes back by no tab, and not by the link in a private window unasked', async () => {
  const world = await roomWorld();
  const rosa = await comeIn(world, 'researcher');
  const pat = await comeIn(world, 'participant');
  const gus = await comeIn(world, 'guest');
  const otherTab = await visit(world, 'guest', { seat: gus.seat });
  await otherTab.hears('door');
  await evict(world);
  rosa.say({ t: 'remove', n: 3 });
  expect(await gus.hears('gone')).toEqual({ t: 'gone', why: 'removed', by: 'Rosa' });
  expect(await gus.closed).toBe(CLOSE.gone);
  expect(await otherTab.hears('gone')).toMatchObject({ why: 'removed' });
  expect(await pat.hears('out')).toEqual({ t: 'out', n: 3, why: 'removed' });
  await rosa.hears('out');
  expect(await hosting(rosa)).toMatchObject({
    guestsWait: true,
    removed: [{ n: 3, role: 'guest', name: 'Gus', how: 'removed' }],
  });
  await evict(world);
  const reload = await visit(world, 'guest', { seat: gus.seat });
  expect(await reload.hears('gone')).toMatchObject({ why: 'removed' });
  const privately = await knock(world, 'guest', { enter: { name: 'Gus' } });
  expect(await privately.hears('waiting')).toMatchObject({ why: 'policy' });
  expect(await hostEntries(world)).toEqual([
    { kind: 'removed', byName: 'Rosa', detail: { people: [{ n: 3, role: 'guest', name: 'Gus' }] } },
    { kind: 'guests_wait', byName: 'Rosa', detail: {} },
  ]);
  expect((await timelineAtRest(world)).find(({ kind }) => kind === 'left')).toMatchObject({
    byName: 'Gus',
    detail: { why: 'removed' },
  });
});

test('a removed Guest who is allowed again comes in without waiting', async () => {
  const world = await roomWorld();
  const rosa = await comeIn(world, 'researcher');
  const gus = await comeIn(world, 'guest');
  rosa.say({ t: 'remove', n: 2 });
  await gus.hears('gone');
  await evict(world);
  rosa.say({ t: 'allow', n: 2 });
  rosa.say({ t: 'allow', n: 2 });
  expect(await rosa.hears('error')).toMatchObject({ code: 'person_gone', re: 'allow' });
  await evict(world);
  await comeIn(world, 'guest', { seat: gus.seat });
  expect((await hostEntries(world)).map(({ kind }) => kind)).toEqual(['removed', 'guests_wait', 'allowed_again']);
});

test('a removed Participant is out with every seat of theirs, and Guests need not wait for that', async () => {
  const world = await roomWorld();
  const rosa = await comeIn(world, 'researcher');
  const laptop = await comeIn(world, 'participant');
  const phone = await comeIn(world, 'participant');
  expect(await rosa.hears('out')).toMatchObject({ n: 2, why: 'replaced' });
  const door = await visit(world, 'participant', { seat: laptop.seat });
  await door.hears('door');
  await evict(world);
  rosa.say({ t: 'remove', n: 3 });
  expect(await phone.hears('gone')).toMatchObject({ why: 'removed' });
  expect(await door.hears('gone')).toMatchObject({ why: 'removed' });
  expect(await rosa.hears('out')).toMatchObject({ n: 3, why: 'removed' });
  expect(await hosting(rosa)).toMatchObject({ guestsWait: false });
  await evict(world);
  const tablet = await visit(world, 'participant');
  expect(await tablet.hears('gone')).toMatchObject({ why: 'removed' });
  rosa.say({ t: 'lock', on: true });
  rosa.say({ t: 'allow', n: 3 });
  await hosting(rosa);
  expect(await hosting(rosa)).toMatchObject({ removed: [] });
  await evict(world);
  await comeIn(world, 'participant', { seat: phone.seat });
  await comeIn(world, 'participant');
});

test('somebody away can be removed, and does not come back into the seat', async () => {
  const world = await roomWorld();
  const rosa = await comeIn(world, 'researcher');
  const gus = await comeIn(world, 'guest');
  gus.socket.close(1000, 'lost');
  await rosa.hears('set');
  rosa.say({ t: 'remove', n: 2 });
  expect(await rosa.hears('out')).toMatchObject({ why: 'removed' });
  await evict(world);
  const back = await visit(world, 'guest', { seat: gus.seat });
  expect(await back.hears('gone')).toMatchObject({ why: 'removed' });
});

test('Researchers, strangers and those who have left cannot be removed, and nothing is written', async () => {
  const world = await roomWorld();
  const rosa = await comeIn(world, 'researcher');
  const omar = await comeIn(world, 'researcher');
  const gus = await comeIn(world, 'guest');
  rosa.say({ t: 'remove', n: 2 });
  const refused = await rosa.hears('error');
  expect(refused).toMatchObject({ code: 'not_allowed', re: 'remove' });
  expect(refused.message).toContain('Researcher');
  gus.say({ t: 'leave' });
  await gus.hears('gone');
  for (const n of [3, 99]) {
    rosa.say({ t: 'remove', n });
    expect(await rosa.hears('error')).toMatchObject({ code: 'person_gone', re: 'remove' });
  }
  rosa.say({ t: 'remove', n: -1 });
  expect(await rosa.hears('error')).toMatchObject({ code: 'message_bad', re: 'remove' });
  expect(omar.unheard()).not.toContain('gone');
  expect(await hostEntries(world)).toEqual([]);
});
