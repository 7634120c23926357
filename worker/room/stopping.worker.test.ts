import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { expect, test } from 'vitest';
import { recordRealtime } from '../../test/edge/recorded-realtime.ts';
import {
  comeIn,
  knock,
  roomWorld,
  soon,
  timelineAtRest,
  type RoomWorld,
  type Visitor,
} from '../../test/edge/room-world.ts';
import type { TrackKind } from '../../wire/words.ts';

const realtime = recordRealtime();
const evict = (world: RoomWorld) => evictDurableObject(world.room);
const turnedOff = async (world: RoomWorld) =>
  (await timelineAtRest(world)).filter(({ kind }) => kind === 'turned_off').map(({ detail }) => detail);

/** A transport of their own, these tracks published on it and flowing. Returns the media session. */
async function send(who: Visitor, tracks: { mid: string; kind: TrackKind }[]): Promise<string> {
  who.say({ t: 'warm', offer: 'v=0' });
  await who.hears('warmed');
  who.say({ t: 'publish', offer: 'v=0', tracks });
  await who.hears('published');
  who.say({ t: 'flowing', mids: tracks.map(({ mid }) => mid) });
  return realtime.asked.findLast((call) => call.operation === 'tracks/new')?.session ?? '';
}
/** In, and following whatever the others send. */
async function listen(world: RoomWorld, role: 'researcher' | 'guest'): Promise<Visitor> {
  const who = await comeIn(world, role);
  who.say({ t: 'warm', offer: 'v=0' });
  await who.hears('warmed');
  return who;
}
/** Answers what is offered to follow; its tracks. */
async function follow(who: Visitor) {
  const { tracks } = await who.hears('follow');
  who.say({ t: 'answer', answer: 'v=0' });
  return tracks;
}
const closedSoon = (session: string, mids: string[]) =>
  soon(
    async () => realtime.closed(session),
    (closed) => mids.every((mid) => closed.includes(mid)),
  );

test('one is muted: the flag is off for all, nobody follows, the track is closed at the service, and it is written down', async () => {
  const world = await roomWorld();
  const rosa = await listen(world, 'researcher');
  const pat = await comeIn(world, 'participant', { enter: { mic: true } });
  const media = await send(pat, [
    { mid: '1', kind: 'mic' },
    { mid: '2', kind: 'cam' },
  ]);
  const mic = (await follow(rosa)).find((track) => track.kind === 'mic');
  await evict(world);
  rosa.say({ t: 'stop', n: 2, kind: 'mic' });
  expect(await pat.hears('set')).toEqual({ t: 'set', n: 2, mic: false });
  expect(await pat.hears('stopped')).toEqual({ t: 'stopped', kind: 'mic', by: 'Rosa' });
  expect((await rosa.hears('unfollow')).mids).toEqual([mic?.mid]);
  expect(await closedSoon(media, ['1'])).toEqual(['1']);
  await evict(world);
  rosa.say({ t: 'stop', n: 2, kind: 'mic' });
  expect(await turnedOff(world)).toEqual([{ kind: 'mic', people: [{ n: 2, role: 'participant', name: 'Pat' }] }]);
  pat.say({ t: 'publish', offer: 'v=0', tracks: [{ mid: '3', kind: 'mic' }], close: ['1'] });
  await pat.hears('published');
  pat.say({ t: 'state', mic: true });
  pat.say({ t: 'flowing', mids: ['1', '3'] });
  expect((await follow(rosa)).map(({ kind }) => kind)).toEqual(['mic']);
});

test('somebody who sends while shown as muted is closed, too', async () => {
  const world = await roomWorld();
  const rosa = await listen(world, 'researcher');
  const pat = await comeIn(world, 'participant');
  const media = await send(pat, [{ mid: '1', kind: 'mic' }]);
  await follow(rosa);
  rosa.say({ t: 'stop', n: 2, kind: 'mic' });
  expect(await pat.hears('stopped')).toMatchObject({ kind: 'mic' });
  await closedSoon(media, ['1']);
  expect(await turnedOff(world)).toHaveLength(1);
});

test('mute all is for everybody but Researchers, once, and tells who was muted', async () => {
  const world = await roomWorld();
  const rosa = await comeIn(world, 'researcher', { enter: { mic: true } });
  const omar = await comeIn(world, 'researcher', { enter: { mic: true } });
  const pat = await comeIn(world, 'participant', { enter: { mic: true } });
  const gus = await comeIn(world, 'guest', { enter: { mic: true } });
  const quiet = await comeIn(world, 'guest', { enter: { name: 'Mia' } });
  await evict(world);
  rosa.say({ t: 'stop', n: null, kind: 'mic' });
  await pat.hears('stopped');
  await gus.hears('stopped');
  rosa.say({ t: 'stop', n: null, kind: 'mic' });
  expect(await turnedOff(world)).toEqual([
    {
      kind: 'mic',
      everybody: true,
      people: [
        { n: 3, role: 'participant', name: 'Pat' },
        { n: 4, role: 'guest', name: 'Gus' },
      ],
    },
  ]);
  for (const who of [omar, quiet]) expect(who.unheard()).not.toContain('stopped');
});

test('a share ends with its sound, and a hand is lowered', async () => {
  const world = await roomWorld();
  const rosa = await listen(world, 'researcher');
  const pat = await comeIn(world, 'participant');
  pat.say({ t: 'state', screen: true, hand: true });
  const media = await send(pat, [
    { mid: '5', kind: 'screen' },
    { mid: '6', kind: 'screen_audio' },
    { mid: '7', kind: 'mic' },
  ]);
  await follow(rosa);
  await evict(world);
  rosa.say({ t: 'stop', n: 2, kind: 'screen' });
  rosa.say({ t: 'stop', n: 2, kind: 'hand' });
  expect((await rosa.hears('set')).screen).toBe(false);
  expect((await rosa.hears('set')).hand).toBe(false);
  expect((await closedSoon(media, ['5', '6'])).sort()).toEqual(['5', '6']);
  expect(await pat.hears('stopped')).toMatchObject({ kind: 'screen' });
  expect(await pat.hears('stopped')).toMatchObject({ kind: 'hand' });
});

test('while the service fails, the flag is off and nobody follows all the same; the close is tried again', async () => {
  const world = await roomWorld();
  const rosa = await listen(world, 'researcher');
  const pat = await comeIn(world, 'participant', { enter: { mic: true } });
  const media = await send(pat, [{ mid: '1', kind: 'mic' }]);
  await follow(rosa);
  realtime.refuse(500);
  rosa.say({ t: 'stop', n: 2, kind: 'mic' });
  expect(await pat.hears('stopped')).toMatchObject({ kind: 'mic' });
  await soon(
    async () => realtime.closed(media).length,
    (count) => count > 0,
  );
  realtime.refuse(null);
  const mia = await listen(world, 'guest');
  const failed = realtime.closed(media).length;
  await soon(
    async () => realtime.closed(media).length,
    (count) => count > failed,
  );
  expect(mia.unheard()).not.toContain('follow');
});

test('what was being closed when the Room went out of memory is closed when it is back', async () => {
  const world = await roomWorld();
  const pat = await comeIn(world, 'participant');
  const media = await send(pat, [{ mid: '1', kind: 'cam' }]);
  await runInDurableObject(world.room, (_room, { storage }) => {
    storage.sql.exec("UPDATE seats SET json = json_set(json, '$.media.closing', json('[\"1\"]'))");
  });
  await evict(world);
  pat.say({ t: 'state', hand: true });
  await closedSoon(media, ['1']);
});

test('who was away when muted hears it on coming back, and is not shown as speaking', async () => {
  const world = await roomWorld();
  const rosa = await comeIn(world, 'researcher');
  const pat = await comeIn(world, 'participant', { enter: { mic: true } });
  const media = await send(pat, [{ mid: '1', kind: 'mic' }]);
  pat.socket.close(1000, 'lost');
  await rosa.hears('set');
  rosa.say({ t: 'stop', n: 2, kind: 'mic' });
  await closedSoon(media, ['1']);
  await evict(world);
  const back = await knock(world, 'participant', { seat: pat.seat, enter: { mic: true, again: true } });
  const { people } = await back.hears('welcome');
  expect(people.find(({ n }) => n === 2)?.mic).toBe(false);
  expect(await back.hears('stopped')).toEqual({ t: 'stopped', kind: 'mic', by: 'Rosa' });
  await evict(world);
  const again = await knock(world, 'participant', { seat: pat.seat, enter: { mic: false, again: true } });
  await again.hears('welcome');
  expect(again.unheard()).not.toContain('stopped');
});

test('two share at once: the second is refused, and free again when the first has ended', async () => {
  const world = await roomWorld();
  const rosa = await comeIn(world, 'researcher');
  const pat = await comeIn(world, 'participant');
  pat.say({ t: 'state', screen: true });
  await rosa.hears('set');
  await evict(world);
  rosa.say({ t: 'state', screen: true });
  expect(await rosa.hears('error')).toMatchObject({ code: 'share_taken', re: 'state' });
  rosa.say({ t: 'publish', offer: 'v=0', tracks: [{ mid: '1', kind: 'screen' }] });
  expect(await rosa.hears('error')).toMatchObject({ code: 'share_taken', re: 'publish' });
  pat.say({ t: 'state', screen: false });
  await rosa.hears('set');
  rosa.say({ t: 'state', screen: true });
  expect(await pat.hears('set')).toMatchObject({ n: 2, screen: true });
  expect(await pat.hears('set')).toMatchObject({ n: 2, screen: false });
  expect(await pat.hears('set')).toMatchObject({ n: 1, screen: true });
});

test('who comes back with a screen while another shares is let in without it', async () => {
  const world = await roomWorld();
  const rosa = await comeIn(world, 'researcher');
  rosa.say({ t: 'state', screen: true });
  const pat = await knock(world, 'participant', {
    enter: { publish: { offer: 'v=0', tracks: [{ mid: '9', kind: 'screen' }] } },
  });
  await pat.hears('welcome');
  expect(await pat.hears('stopped')).toEqual({ t: 'stopped', kind: 'screen', by: 'Rosa' });
});

test('nobody is stopped who is not there', async () => {
  const world = await roomWorld();
  const rosa = await comeIn(world, 'researcher');
  for (const kind of ['mic', 'cam', 'screen', 'hand']) {
    rosa.say({ t: 'stop', n: 77, kind });
    expect(await rosa.hears('error')).toMatchObject({ code: 'person_gone', re: 'stop' });
  }
  expect(await turnedOff(world)).toEqual([]);
});
