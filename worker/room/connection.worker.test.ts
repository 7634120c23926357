import { evictDurableObject } from 'cloudflare:test';
import { expect, test } from 'vitest';
import { recordRealtime } from '../../test/edge/recorded-realtime.ts';
import { comeIn, roomWorld, type RoomWorld, type Visitor } from '../../test/edge/room-world.ts';

recordRealtime();
const evict = (world: RoomWorld) => evictDurableObject(world.room);

/** A transport of their own. */
async function warm(who: Visitor): Promise<void> {
  who.say({ t: 'warm', offer: 'v=0' });
  await who.hears('warmed');
}
/** Sends a voice and a camera. */
async function sendBoth(who: Visitor): Promise<void> {
  await warm(who);
  const tracks = [
    { mid: '1', kind: 'mic' },
    { mid: '2', kind: 'cam' },
  ];
  who.say({ t: 'publish', offer: 'v=0', tracks });
  await who.hears('published');
  who.say({ t: 'flowing', mids: ['1', '2'] });
}
/** Answers what is offered to follow; its tracks. */
async function follow(who: Visitor) {
  const { tracks } = await who.hears('follow');
  who.say({ t: 'answer', answer: 'v=0' });
  return tracks;
}

test('a connection as somebody measures it is told to all, once for each change, and known to who comes later', async () => {
  const world = await roomWorld();
  const rosa = await comeIn(world, 'researcher');
  const pat = await comeIn(world, 'participant');
  pat.say({ t: 'quality', q: 1 });
  expect(await rosa.hears('set')).toEqual({ t: 'set', n: 2, q: 1 });
  await evict(world);
  pat.say({ t: 'quality', q: 1 });
  pat.say({ t: 'quality', q: 3 });
  expect(await rosa.hears('set')).toEqual({ t: 'set', n: 2, q: 3 });
  pat.say({ t: 'quality', q: 2 });
  expect(await rosa.hears('set')).toEqual({ t: 'set', n: 2, q: 2 });
  const gus = await comeIn(world, 'guest');
  gus.say({ t: 'state', hand: true });
  await rosa.hears('set');
  pat.say({ t: 'leave' });
  await rosa.hears('out');
  const again = await comeIn(world, 'participant', { seat: pat.seat });
  const { p } = await rosa.hears('in');
  expect(p).toMatchObject({ n: 2, q: 3 });
  again.say({ t: 'quality', q: 4 });
  expect(await again.hears('error')).toMatchObject({ code: 'message_bad', re: 'quality' });
});

test('who saves data stops following cameras but not voices, and follows them again afterwards', async () => {
  const world = await roomWorld();
  const pat = await comeIn(world, 'participant', { enter: { mic: true, cam: true } });
  await sendBoth(pat);
  const rosa = await comeIn(world, 'researcher');
  await warm(rosa);
  const first = await follow(rosa);
  expect(first.map(({ kind }) => kind)).toEqual(['mic', 'cam']);
  const cam = first.find(({ kind }) => kind === 'cam');
  await evict(world);
  rosa.say({ t: 'save_data', on: true });
  expect((await rosa.hears('unfollow')).mids).toEqual([cam?.mid]);
  await evict(world);
  rosa.say({ t: 'save_data', on: true });
  rosa.say({ t: 'save_data', on: false });
  expect((await follow(rosa)).map(({ n, kind }) => ({ n, kind }))).toEqual([{ n: 1, kind: 'cam' }]);
  expect(rosa.unheard()).not.toContain('unfollow');
});

test('who saves data is offered only the voice of somebody new, through a lost line too, and a new page begins with all', async () => {
  const world = await roomWorld();
  const rosa = await comeIn(world, 'researcher');
  await warm(rosa);
  rosa.say({ t: 'save_data', on: true });
  const pat = await comeIn(world, 'participant', { enter: { mic: true, cam: true } });
  await sendBoth(pat);
  expect((await follow(rosa)).map(({ kind }) => kind)).toEqual(['mic']);
  rosa.socket.close(1000, 'lost');
  expect(await pat.hears('set')).toEqual({ t: 'set', n: 1, away: true });
  const back = await comeIn(world, 'researcher', { seat: rosa.seat, enter: { again: true } });
  await warm(back);
  expect((await follow(back)).map(({ kind }) => kind)).toEqual(['mic']);
  const reloaded = await comeIn(world, 'researcher', { seat: rosa.seat });
  await warm(reloaded);
  expect((await follow(reloaded)).map(({ kind }) => kind)).toEqual(['mic', 'cam']);
});
