import { evictDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { atRest, comeIn, knock, roomWorld, timelineAtRest, visit, type RoomWorld } from '../../test/edge/room-world.ts';
import { openDb } from '../db/open.ts';
import { attendance, consents, sessions } from '../db/schema.ts';

const evict = (world: RoomWorld) => evictDurableObject(world.room);
const db = openDb(env.DB);
const staysOf = async (world: RoomWorld) => {
  await atRest(world);
  const isHere = eq(attendance.sessionId, world.id);
  // Its key begins with the seat, which is random: without an order either device may come first.
  const rows = await db.select().from(attendance).where(isHere).orderBy(attendance.cameAt);
  return rows
    .filter(({ role }) => role === 'participant')
    .map(({ seatId, wentAt }) => ({ seatId, in: wentAt === null }));
};

test('the Participant’s second device takes over: the first is told so, and one Participant is in', async () => {
  const world = await roomWorld();
  const rosa = await comeIn(world, 'researcher');
  const laptop = await comeIn(world, 'participant');
  await rosa.hears('in');
  await evict(world);
  const phone = await knock(world, 'participant');
  const { n, people } = await phone.hears('welcome');
  expect(people.filter(({ role }) => role === 'participant').map((one) => one.n)).toEqual([n]);
  expect(await laptop.hears('gone')).toEqual({ t: 'gone', why: 'replaced' });
  expect((await rosa.hears('in')).p).toMatchObject({ n, role: 'participant' });
  expect(await rosa.hears('out')).toEqual({ t: 'out', n: 2, why: 'replaced' });
  expect(await staysOf(world)).toEqual([
    { seatId: laptop.seat, in: false },
    { seatId: phone.seat, in: true },
  ]);
  const left = (await timelineAtRest(world)).find(({ kind }) => kind === 'left');
  expect(left?.detail).toEqual({ role: 'participant', why: 'replaced' });
  const [session] = await db.select().from(sessions).where(eq(sessions.id, world.id));
  expect(session?.inside).toBe(2);
});

test('a device that was away when another took over does not take the place back by itself, only by a new Join', async () => {
  const world = await roomWorld();
  const rosa = await comeIn(world, 'researcher');
  const laptop = await comeIn(world, 'participant');
  laptop.socket.close(1000, 'asleep');
  await rosa.hears('set');
  const phone = await comeIn(world, 'participant');
  expect(await rosa.hears('out')).toEqual({ t: 'out', n: 2, why: 'replaced' });
  await evict(world);
  const awake = await knock(world, 'participant', { seat: laptop.seat, enter: { again: true } });
  expect(await awake.hears('gone')).toEqual({ t: 'gone', why: 'replaced' });
  expect(phone.unheard()).not.toContain('gone');
  await comeIn(world, 'participant', { seat: laptop.seat });
  expect(await phone.hears('gone')).toEqual({ t: 'gone', why: 'replaced' });
});

test('a device that lost its line comes back by itself when the other one has left', async () => {
  const world = await roomWorld();
  const laptop = await comeIn(world, 'participant');
  const phone = await comeIn(world, 'participant');
  await laptop.hears('gone');
  phone.say({ t: 'leave' });
  await phone.hears('gone');
  await comeIn(world, 'participant', { seat: laptop.seat, enter: { again: true } });
});

test('in the lobby, too, the newer device has the one place; what only looks at the door stays there', async () => {
  const world = await roomWorld();
  const rosa = await comeIn(world, 'researcher');
  rosa.say({ t: 'lock', on: true });
  const tablet = await visit(world, 'participant');
  const laptop = await knock(world, 'participant');
  await laptop.hears('waiting');
  await evict(world);
  const phone = await knock(world, 'participant');
  await phone.hears('waiting');
  expect(await laptop.hears('gone')).toMatchObject({ why: 'replaced' });
  rosa.say({ t: 'admit', n: null });
  await phone.hears('admitted');
  phone.say({ t: 'enter', mic: false, cam: false });
  await phone.hears('welcome');
  expect(tablet.unheard()).not.toContain('gone');
  const admitted = (await timelineAtRest(world)).find(({ kind }) => kind === 'admitted');
  expect(admitted?.detail).toMatchObject({ people: [{ role: 'participant' }] });
});

test('a recording goes on through the change of device, and consent is written once', async () => {
  const world = await roomWorld({ recordingPolicy: 'automatic' });
  const rosa = await comeIn(world, 'researcher', { enter: { canRecord: true } });
  await comeIn(world, 'participant', { enter: { consent: { version: 1 } } });
  await rosa.hears('record');
  await comeIn(world, 'participant', { enter: { consent: { version: 1 } } });
  await rosa.hears('out');
  await atRest(world);
  rosa.say({ t: 'recording', do: 'pause' });
  expect((await rosa.hears('recording')).recording.state).toBe('paused');
  expect(await db.select().from(consents).where(eq(consents.sessionId, world.id))).toHaveLength(1);
});

test('two devices of one Researcher, and two Guests by one link, stand side by side', async () => {
  const world = await roomWorld();
  const first = await comeIn(world, 'researcher');
  await comeIn(world, 'researcher');
  const gus = await comeIn(world, 'guest');
  const mia = await knock(world, 'guest', { enter: { name: 'Mia' } });
  expect((await mia.hears('welcome')).people).toHaveLength(4);
  for (const one of [first, gus]) expect(one.unheard()).not.toContain('gone');
});
