import { evictDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { asc, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { comeIn, roomWorld, soon, visit, type RoomWorld, type Visitor } from '../../test/edge/room-world.ts';
import { CHAT_GIVEN, CHAT_MAX } from '../../wire/limits.ts';
import { openDb } from '../db/open.ts';
import { chatLines } from '../db/schema.ts';
import { CHAT_BURST } from './chat-pace.ts';

const db = openDb(env.DB);
const linesOf = (world: RoomWorld) =>
  db.select().from(chatLines).where(eq(chatLines.sessionId, world.id)).orderBy(asc(chatLines.at));
const evict = (world: RoomWorld) => evictDurableObject(world.room);
const newId = () => crypto.randomUUID();
const say = (who: Visitor, text: string, to = 'all', id = newId()) => {
  who.say({ t: 'chat', id, to, text });
  return id;
};
/** Everything this person is sent up to the answer to their own next message. */
async function heardUntilNow(who: Visitor): Promise<string[]> {
  who.say({ t: 'chat', id: 'no id', to: 'all', text: 'x' });
  await soon(
    async () => who.unheard(),
    (kinds) => kinds.includes('error'),
  );
  return who.unheard();
}

test('a line reaches everybody, its author too, and lies in D1 with who said it', async () => {
  const world = await roomWorld();
  const rosa = await comeIn(world, 'researcher');
  const pat = await comeIn(world, 'participant');
  await evict(world);
  const id = say(pat, '  Hello\nthere \u0007 ');
  const { line } = await rosa.hears('chat');
  expect(line).toEqual({ id, n: 2, name: 'Pat', role: 'participant', to: 'all', text: 'Hello\nthere', at: line.at });
  expect((await pat.hears('chat')).line).toEqual(line);
  const [row] = await soon(
    () => linesOf(world),
    (rows) => rows.length > 0,
  );
  expect(row).toMatchObject({ seatId: pat.seat, role: 'participant', name: 'Pat', room: 'all', text: 'Hello\nthere' });
  expect(row?.at).toBe(Date.parse(line.at));
});

test('the backroom is never sent to the Participant, not in the call, not after coming back, not by asking for it', async () => {
  const world = await roomWorld();
  const rosa = await comeIn(world, 'researcher');
  const pat = await comeIn(world, 'participant');
  const gus = await comeIn(world, 'guest');
  const secret = say(rosa, 'Ask about the map', 'backroom');
  expect((await gus.hears('chat')).line).toMatchObject({ to: 'backroom', text: 'Ask about the map' });
  await evict(world);
  say(gus, 'And the legend', 'backroom');
  expect((await rosa.hears('chat')).line.id).toBe(secret);
  await rosa.hears('chat');
  say(rosa, 'Welcome!');
  expect((await pat.hears('chat')).line).toMatchObject({ to: 'all', text: 'Welcome!' });
  expect(pat.unheard()).toEqual([]);
  say(pat, 'me too?', 'backroom');
  expect(await pat.hears('error')).toMatchObject({ code: 'not_allowed', re: 'chat' });
  say(pat, 'what was it?', 'all', secret);
  expect(await pat.hears('error')).toMatchObject({ code: 'message_bad', re: 'chat' });
  pat.socket.close(1000, 'lost');
  await evict(world);
  const back = await comeIn(world, 'participant', { seat: pat.seat });
  expect((await back.hears('chats')).lines.map(({ text }) => text)).toEqual(['Welcome!']);
  expect(await heardUntilNow(back)).toEqual(['error']);
  const again = await comeIn(world, 'guest', { seat: gus.seat });
  expect((await again.hears('chats')).lines.map(({ to, text }) => [to, text])).toEqual([
    ['backroom', 'Ask about the map'],
    ['backroom', 'And the legend'],
    ['all', 'Welcome!'],
  ]);
});

test('a line said again after a reconnect is answered and told to nobody twice', async () => {
  const world = await roomWorld();
  const rosa = await comeIn(world, 'researcher');
  const gus = await comeIn(world, 'guest');
  await rosa.hears('in');
  const id = say(gus, 'Once');
  const { line } = await rosa.hears('chat');
  await gus.hears('chat');
  await evict(world);
  gus.socket.close(1000, 'lost');
  const back = await comeIn(world, 'guest', { seat: gus.seat });
  expect((await back.hears('chats')).lines).toEqual([line]);
  say(back, 'Once', 'all', id);
  expect((await back.hears('chat')).line).toEqual(line);
  say(rosa, 'Heard');
  await rosa.hears('chat');
  expect((await back.hears('chat')).line.text).toBe('Heard');
  expect(
    await soon(
      () => linesOf(world),
      (rows) => rows.length > 1,
    ),
  ).toHaveLength(2);
});

test('whoever comes in is given the newest lines, and nobody an empty list', async () => {
  const world = await roomWorld();
  const rosa = await comeIn(world, 'researcher');
  expect(await heardUntilNow(rosa)).not.toContain('chats');
  for (let i = 0; i <= CHAT_GIVEN; i += CHAT_BURST) {
    const ravi = await comeIn(world, 'researcher', { person: 'ravi' });
    for (let j = i; j < i + CHAT_BURST; j++) say(ravi, `line ${j}`);
    for (let j = 0; j < CHAT_BURST; j++) await ravi.hears('chat');
    ravi.say({ t: 'leave' });
  }
  const pat = await comeIn(world, 'participant');
  const { lines } = await pat.hears('chats');
  expect(lines).toHaveLength(CHAT_GIVEN);
  expect(lines.at(-1)?.text).toBe('line 219');
  expect(lines[0]?.text).toBe('line 20');
});

test('Guests who may only watch write in both chats', async () => {
  const world = await roomWorld({ guestPolicy: 'watch' });
  const gus = await comeIn(world, 'guest');
  for (const to of ['all', 'backroom']) {
    say(gus, 'Hi', to);
    expect((await gus.hears('chat')).line).toMatchObject({ to, text: 'Hi', role: 'guest' });
  }
});

test('a text is 1 to 2,000 characters, and more than a burst is refused in words', async () => {
  const world = await roomWorld();
  const pat = await comeIn(world, 'participant');
  say(pat, 'x'.repeat(CHAT_MAX));
  expect((await pat.hears('chat')).line.text).toHaveLength(CHAT_MAX);
  for (const bad of ['x'.repeat(CHAT_MAX + 1), '  ', '\u0000']) {
    say(pat, bad);
    expect(await pat.hears('error')).toMatchObject({ code: 'message_bad', re: 'chat' });
  }
  for (let i = 0; i < 2 * CHAT_BURST; i++) say(pat, `quick ${i}`);
  expect(await pat.hears('error')).toMatchObject({ code: 'too_many_messages', re: 'chat' });
});

test('nobody writes from outside the room', async () => {
  const world = await roomWorld();
  const gus = await visit(world, 'guest');
  await gus.hears('door');
  say(gus, 'let me in');
  expect(await gus.hears('error')).toMatchObject({ code: 'not_in_room', re: 'chat' });
});
