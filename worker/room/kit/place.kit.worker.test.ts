import { evictDurableObject } from 'cloudflare:test';
import { expect, test } from 'vitest';
import { recordKit } from '../../../test/edge/recorded-kit.ts';
import { comeIn, knock, roomWorld, soon } from '../../../test/edge/room-world.ts';
import { numberOfKitId } from '../../../wire/kit.ts';

const kit = recordKit();
const since = () => {
  const from = kit.calls.length;
  return () => kit.calls.slice(from);
};

test('whoever joins gets a place in the one meeting of the Session, by name, number and rights', async () => {
  const [world, calls] = [await roomWorld({ guestPolicy: 'watch' }), since()];
  const [rosa, pat, gus] = await Promise.all([
    knock(world, 'researcher'),
    knock(world, 'participant'),
    knock(world, 'guest'),
  ]);
  const welcomes = await Promise.all([rosa, pat, gus].map((one) => one.hears('welcome')));

  for (const { kit: place } of welcomes) expect(place).toMatchObject({ baseUri: 'media.kit.test' });
  expect(new Set(welcomes.map(({ kit: place }) => place?.token)).size).toBe(3);
  const meetings = calls().filter(({ path }) => path === '/meetings');
  expect(meetings.map(({ body }) => body)).toEqual([
    { title: world.id, record_on_start: false, persist_chat: false, session_keep_alive_time_in_secs: 60 },
  ]);
  const people = calls().filter(({ path }) => path.endsWith('/participants'));
  expect(Object.fromEntries(people.map(({ body }) => [body['name'], body['preset_name']]))).toEqual({
    Gus: 'fieldroom-watcher',
    Pat: 'fieldroom-participant',
    Rosa: 'fieldroom-researcher',
  });
  const numbers = people.map(({ body }) => numberOfKitId(String(body['custom_participant_id'])));
  expect(new Set(numbers)).toEqual(new Set(welcomes.map(({ n }) => n)));
  for (const { body } of people) expect(Object.keys(body)).not.toContain('picture');
});

test('a lost socket keeps the place, a page that is new gets another and the old one is given up', async () => {
  const [world, calls] = [await roomWorld(), since()];
  const first = await comeIn(world, 'researcher');
  const back = await knock(world, 'researcher', { seat: first.seat, enter: { again: true } });
  expect((await back.hears('welcome')).kit).toBeUndefined();
  const anew = await knock(world, 'researcher', { seat: first.seat });
  expect((await anew.hears('welcome')).kit).toBeDefined();

  await soon(
    async () => calls().filter(({ method }) => method === 'DELETE'),
    (gone) => gone.length === 1,
  );
  expect(calls().filter(({ path }) => path.endsWith('/active-session/kick'))).toHaveLength(1);
});

test('a client that lost its place asks for a new one', async () => {
  const world = await roomWorld();
  const rosa = await comeIn(world, 'researcher');
  rosa.say({ t: 'kit' });
  expect(await rosa.hears('kit')).toMatchObject({ baseUri: 'media.kit.test' });
});

test('somebody removed has no token that works and is kicked; at the end the meeting is shut and everybody forgotten', async () => {
  const [world, calls] = [await roomWorld(), since()];
  const rosa = await comeIn(world, 'researcher');
  const pat = await knock(world, 'participant');
  const { n } = await pat.hears('welcome');
  rosa.say({ t: 'remove', n });
  expect(await pat.hears('gone')).toMatchObject({ why: 'removed' });
  const [removed] = await soon(
    async () => calls().filter(({ method }) => method === 'DELETE'),
    (gone) => gone.length === 1,
  );
  const person = removed?.path.split('/').at(-1);
  await soon(
    async () => calls().filter(({ path }) => path.endsWith('/active-session/kick')),
    (kicks) => kicks.length === 1,
  );
  expect(calls().find(({ path }) => path.endsWith('/active-session/kick'))?.body).toEqual({
    participant_ids: [person],
  });

  rosa.say({ t: 'end' });
  await rosa.hears('gone');
  await soon(
    async () => calls().filter(({ method }) => method === 'DELETE'),
    (gone) => gone.length === 2,
  );
  const closing = calls().map(({ method, path }) => `${method} ${path.replace(/meeting-\d+/, 'm')}`);
  expect(closing.indexOf('PATCH /meetings/m')).toBeLessThan(
    closing.indexOf('POST /meetings/m/active-session/kick-all'),
  );
});

test('while the service does not accept our key people are in, are told so, and get their place when they ask again', async () => {
  const world = await roomWorld();
  kit.refuse(401);
  const rosa = await knock(world, 'researcher');
  expect((await rosa.hears('welcome')).kit).toBeUndefined();
  expect(await rosa.hears('error')).toMatchObject({ re: 'kit', code: 'media_denied' });
  kit.refuse(null);
  rosa.say({ t: 'kit' });
  expect((await rosa.hears('kit')).token).toMatch(/^token-/);
});

test('what could not be done at the service is done when it answers again, also after an eviction', async () => {
  const [world, calls] = [await roomWorld(), since()];
  const [rosa, pat] = [await comeIn(world, 'researcher'), await comeIn(world, 'participant')];
  kit.refuse(403);
  pat.say({ t: 'leave' });
  await rosa.hears('out');
  await soon(
    async () => calls().filter(({ method }) => method === 'DELETE'),
    (gone) => gone.length === 1,
  );
  kit.refuse(null);
  await evictDurableObject(world.room, { webSockets: 'hibernate' });
  await soon(
    async () => calls().filter(({ path }) => path.endsWith('/active-session/kick')),
    (kicks) => kicks.length === 1,
  );
});

test('what a Researcher turned off of somebody away is off when they come back, until they turn it on', async () => {
  const world = await roomWorld();
  const rosa = await comeIn(world, 'researcher');
  const pat = await knock(world, 'participant', { enter: { mic: true } });
  const { n } = await pat.hears('welcome');
  pat.socket.close();
  expect(await rosa.hears('set')).toMatchObject({ n, away: true });
  rosa.say({ t: 'stop', n, kind: 'mic' });
  expect(await rosa.hears('set')).toMatchObject({ n, mic: false });
  const back = await knock(world, 'participant', { seat: pat.seat, enter: { mic: true, again: true } });
  const { people } = await back.hears('welcome');
  expect(people.find((one) => one.n === n)?.mic).toBe(false);
  expect(await back.hears('stopped')).toMatchObject({ kind: 'mic', by: 'Rosa' });
  back.say({ t: 'state', mic: true });
  expect(await rosa.hears('set')).toMatchObject({ n, away: false });
  const again = await knock(world, 'participant', { seat: pat.seat, enter: { mic: true, again: true } });
  expect((await again.hears('welcome')).people.find((one) => one.n === n)?.mic).toBe(true);
});

test('a meeting that the service does not know any more is replaced', async () => {
  const [world, calls] = [await roomWorld(), since()];
  const rosa = await comeIn(world, 'researcher');
  kit.loseMeetings();
  rosa.say({ t: 'kit' });
  expect((await rosa.hears('kit')).token).toMatch(/^token-/);
  expect(calls().filter(({ method, path }) => method === 'POST' && path === '/meetings')).toHaveLength(2);
});
