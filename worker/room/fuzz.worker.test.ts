import { expect, test, vi } from 'vitest';
import { recordRealtime } from '../../test/edge/recorded-realtime.ts';
import { comeIn, roomWorld, timelineAtRest, visit, type RoomWorld } from '../../test/edge/room-world.ts';
import { attack, type Line } from '../../test/fuzz/attack.ts';
import { chances } from '../../test/fuzz/garble.ts';
import { isBeyondRole } from '../../test/fuzz/judge.ts';
import { CLOSE } from '../../wire/room.ts';
import { ROLES, type Role } from '../../wire/words.ts';

// The small run of `npm run fuzz`: the same messages every time.
recordRealtime();
const MESSAGES = 100;

async function lineFor(world: RoomWorld, role: Role, seat: string): Promise<Line> {
  const visitor = await visit(world, role, { seat });
  let end: { code: number; reason: string } | null = null;
  visitor.socket.addEventListener('close', ({ code, reason }) => {
    end = { code, reason };
  });
  return {
    send: (text) => visitor.say(text),
    heard: () => visitor.left(),
    closed: () => end,
  };
}

test.each(ROLES)('%s: 100 odd messages raise no exception and do nothing beyond the role', async (role) => {
  const world = await roomWorld();
  const others = [await comeIn(world, 'researcher'), await comeIn(world, 'guest')];
  const before = others.map((other) => other.left().length);
  const seat = crypto.randomUUID();
  const damage = await attack(() => lineFor(world, role, seat), chances(7), MESSAGES);
  expect(damage).toMatchObject({ internal: 0, notClosed: 0 });
  expect(damage.n).toBeGreaterThan(0);
  const suspect = { role, n: damage.n };
  const heard = others.flatMap((other, at) => other.left().slice(before[at]));
  expect(heard.filter((message) => isBeyondRole(suspect, message))).toEqual([]);
  if (role === 'researcher') return;
  const kinds = new Set((await timelineAtRest(world)).map(({ kind }) => kind));
  expect([...kinds].filter((kind) => !['joined', 'left'].includes(kind))).toEqual([]);
});

test('1,000 messages at once from one socket are refused in words, and then the socket is closed', async () => {
  const world = await roomWorld();
  const rosa = await comeIn(world, 'researcher');
  const gus = await comeIn(world, 'guest');
  await rosa.hears('in');
  // The Room shares this isolate's clock: as it stands still, however slow the machine, all of them come at once.
  const clock = vi.spyOn(Date, 'now').mockReturnValue(Date.now());
  for (let number = 0; number < 1_000; number++) gus.say({ t: 'state', hand: number % 2 === 0 });
  expect(await gus.closed).toBe(CLOSE.flood);
  clock.mockRestore();
  expect(gus.left().flatMap((one) => (one.t === 'error' ? [one.code] : []))).toEqual(['too_many_messages']);
  rosa.say({ t: 'state', hand: true });
  await rosa.hears('set');
});
