import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { and, eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { age, atRest, comeIn, roomWorld, soon, visit, type RoomWorld } from '../../test/edge/room-world.ts';
import { DAY, HOUR, MINUTE } from '../../wire/limits.ts';
import { openDb } from '../db/open.ts';
import { mails, sessions, timeline } from '../db/schema.ts';
import { planRoom, sweepRooms } from '../domain/rooms.ts';

const db = openDb(env.DB);
const ctxAt = (now = Date.now()) => ({ db, env, now, later: () => {} });
const statusOf = async ({ id }: RoomWorld) => (await db.select().from(sessions).where(eq(sessions.id, id)))[0]?.status;
const kindsOf = async ({ id }: RoomWorld) =>
  (await db.select().from(timeline).where(eq(timeline.sessionId, id)).orderBy(timeline.at)).map(({ kind }) => kind);
const remindersFor = async ({ id }: RoomWorld) =>
  (await db.select().from(mails).where(eq(mails.sessionId, id))).map(({ key }) => key.split(':').slice(1, 3).join(' '));
const evict = (world: RoomWorld) => evictDurableObject(world.room);

type Change = Partial<typeof sessions.$inferInsert>;
/** A change as a domain verb makes it: D1 first, then the Room is told. */
async function change(world: RoomWorld, set: Change): Promise<void> {
  await rewrite(world, set);
  await planRoom(ctxAt(), world.id);
}
const rewrite = (world: RoomWorld, set: Change) =>
  db
    .update(sessions)
    .set({ ...set, factsVersion: sql`${sessions.factsVersion} + 1` })
    .where(eq(sessions.id, world.id));
const move = (world: RoomWorld, startsAt: number, scheduleVersion: number) =>
  change(world, { startsAt, endsAt: startsAt + 30 * MINUTE, scheduledAt: Date.now(), scheduleVersion });

test("'I'm running late' is told inside once, whether the Room hears it directly or by its facts, and moves the limit", async () => {
  const world = await roomWorld();
  const rosa = await comeIn(world, 'researcher');
  await world.room.late(10);
  expect(await rosa.hears('late')).toEqual({ t: 'late', minutes: 10 });
  await change(world, { lateMinutes: 10 });
  expect(rosa.unheard()).not.toContain('late');
  await age(world, 'documents', '$.startsAt', Date.now() - 20 * MINUTE);
  await age(world, 'documents', '$.seen.researcher', Date.now() - 20 * MINUTE);
  await evict(world);
  await runDurableObjectAlarm(world.room);
  expect(await statusOf(world)).toBe('scheduled');
});

test('a Participant who comes after the no-show limit undoes the no-show', async () => {
  const world = await roomWorld();
  await comeIn(world, 'researcher');
  await atRest(world);
  await evict(world);
  await age(world, 'documents', '$.startsAt', Date.now() - 16 * MINUTE);
  await age(world, 'documents', '$.seen.researcher', Date.now() - 16 * MINUTE);
  await evict(world);
  await runDurableObjectAlarm(world.room);
  await soon(
    () => statusOf(world),
    (status) => status === 'no_show',
  );
  const pat = await comeIn(world, 'participant');
  await soon(
    () => statusOf(world),
    (status) => status === 'scheduled',
  );
  pat.say({ t: 'leave' });
  expect(await kindsOf(world)).toEqual(expect.arrayContaining(['no_show', 'came_after_all']));
});

test('a move tells the door its new times, and who had come for the old time has not come for the new one', async () => {
  const world = await roomWorld();
  await comeIn(world, 'researcher');
  const waiting = await visit(world, 'guest');
  await waiting.hears('door');
  const startsAt = Date.now() + DAY;
  await move(world, startsAt, 2);
  expect(await waiting.hears('door')).toMatchObject({ state: 'early', startsAt: new Date(startsAt).toISOString() });
  const seen = await runInDurableObject(world.room, (_room, { storage }) =>
    storage.sql.exec("SELECT json_extract(json, '$.seen') AS seen FROM documents WHERE name = 'life'").one(),
  );
  expect(seen).toEqual({ seen: '{"researcher":null,"participant":null,"together":null}' });
});

test('a reminder that is due goes into the outbox once, over evictions, plans told again and further alarms', async () => {
  const world = await roomWorld({ startsIn: 3 * HOUR });
  await change(world, { scheduledAt: Date.now() - 2 * DAY, startsAt: Date.now() + 59 * MINUTE });
  for (const _ of [1, 2, 3]) {
    await runDurableObjectAlarm(world.room);
    await evict(world);
    await planRoom(ctxAt(), world.id);
  }
  expect(
    await soon(
      () => remindersFor(world),
      (sent) => sent.length === 2,
    ),
  ).toEqual(['1 reminder_hour', '1 reminder_hour']);
});

test('no reminder leaves after the start, and none for a Session cancelled in time', async () => {
  const world = await roomWorld({ startsIn: 3 * HOUR });
  await change(world, { scheduledAt: 1, startsAt: Date.now() - 1, endsAt: Date.now() + HOUR });
  await runDurableObjectAlarm(world.room);
  const cancelled = await roomWorld({ startsIn: 3 * HOUR });
  await change(cancelled, { scheduledAt: 1, startsAt: Date.now() + 59 * MINUTE, status: 'cancelled' });
  await runDurableObjectAlarm(cancelled.room);
  await evict(cancelled);
  await runDurableObjectAlarm(cancelled.room);
  expect([await remindersFor(world), await remindersFor(cancelled)]).toEqual([[], []]);
});

test('facts that arrive after newer ones are dropped, and a dead Guest link stays dead', async () => {
  const world = await roomWorld({ startsIn: 3 * HOUR });
  const waiting = await visit(world, 'guest');
  await waiting.hears('door');
  const early = Date.now() + 5 * HOUR;
  await move(world, early, 2);
  expect((await waiting.hears('door')).startsAt).toBe(new Date(early).toISOString());
  const [session] = await db.select().from(sessions).where(eq(sessions.id, world.id));
  if (!session) throw new Error('no such Session');
  await db.update(sessions).set({ factsVersion: 1, scheduleVersion: 1 }).where(eq(sessions.id, world.id));
  await planRoom(ctxAt(), world.id);
  expect(waiting.unheard()).toEqual([]);
});

test('the sweep finds a Room whose alarm was lost, and a cancelled one that was never told', async () => {
  const lost = await roomWorld({ startsIn: 3 * HOUR });
  await db
    .update(sessions)
    .set({ scheduledAt: 1, startsAt: Date.now() + 50 * MINUTE })
    .where(and(eq(sessions.id, lost.id)));
  await runInDurableObject(lost.room, (_room, { storage }) => storage.deleteAlarm());
  const untold = await roomWorld();
  const rosa = await comeIn(untold, 'researcher');
  await rewrite(untold, { status: 'cancelled' });
  await sweepRooms(ctxAt());
  expect(await rosa.hears('gone')).toMatchObject({ why: 'cancelled' });
  await runDurableObjectAlarm(lost.room);
  expect(
    await soon(
      () => remindersFor(lost),
      (sent) => sent.length === 2,
    ),
  ).toHaveLength(2);
});
