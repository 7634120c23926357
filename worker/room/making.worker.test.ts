import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { makeRecording } from '../../test/edge/made-fragments.ts';
import { comeIn, roomWorld, soon, type RoomWorld } from '../../test/edge/room-world.ts';
import { MINUTE } from '../../wire/limits.ts';
import { openDb } from '../db/open.ts';
import { recordings, sessions } from '../db/schema.ts';
import { sweepRooms } from '../domain/rooms.ts';
import { takeInFragment } from '../recordings/take-in.ts';

const db = openDb(env.DB);
const statusOf = async (world: RoomWorld) =>
  (await db.select().from(recordings).where(eq(recordings.sessionId, world.id)))[0]?.status;

/** A meeting that was recorded and has just been ended: all pieces have landed, and the file is to be made. */
async function endedMeeting(): Promise<RoomWorld> {
  const world = await roomWorld({ recordingPolicy: 'automatic' });
  const rosa = await comeIn(world, 'researcher', { enter: { canRecord: true } });
  await comeIn(world, 'participant', { enter: { consent: { version: 1 } } });
  const { recording, segment } = await rosa.hears('record');
  const { fragments } = makeRecording({ count: 3, pictureBytes: 60_000 });
  for (const [number, bytes] of fragments.entries()) {
    const body = { stream: new Blob([bytes]).stream(), declaredBytes: bytes.length };
    const place = { recording, segment: String(segment), number: String(number) };
    await takeInFragment(env, { session: world.id, seat: rosa.seat, ...place, body });
  }
  rosa.say({ t: 'end' });
  await rosa.hears('record_stop');
  rosa.say({ t: 'recorded', recording, segment, fragments: fragments.length });
  await rosa.hears('gone');
  return world;
}

test('a Room that is gone after every step makes the file all the same', async () => {
  const world = await endedMeeting();
  const status = await soon(
    async () => {
      await evictDurableObject(world.room);
      await runDurableObjectAlarm(world.room);
      return statusOf(world);
    },
    (now) => now === 'ready',
  );
  expect(status).toBe('ready');
});

test('alarms that ring at once make one file', async () => {
  const world = await endedMeeting();
  const status = await soon(
    async () => {
      await Promise.all([1, 2, 3].map(() => runDurableObjectAlarm(world.room)));
      return statusOf(world);
    },
    (now) => now === 'ready',
  );
  expect(status).toBe('ready');
});

test('while D1 does not answer the file is made, and it is told when D1 is back', async () => {
  const world = await endedMeeting();
  await env.DB.exec('ALTER TABLE recordings RENAME TO recordings_away');
  const isMade = () =>
    runInDurableObject(world.room, (_room, { storage }) =>
      storage.sql.exec("SELECT 1 FROM shelf_recordings WHERE state = 'done'").toArray(),
    );
  await soon(
    async () => {
      await runDurableObjectAlarm(world.room);
      return isMade();
    },
    (rows) => rows.length > 0,
  );
  await env.DB.exec('ALTER TABLE recordings_away RENAME TO recordings');
  expect(await statusOf(world)).not.toBe('ready');
  // A Room that has just woken does not wait out the pause after a failed payment.
  await evictDurableObject(world.room);
  const status = await soon(
    async () => {
      await runDurableObjectAlarm(world.room);
      return statusOf(world);
    },
    (now) => now === 'ready',
  );
  expect(status).toBe('ready');
});

test('a Room whose alarm was lost before its file was made is woken by the sweep', async () => {
  const world = await endedMeeting();
  await soon(
    async () => (await db.select().from(sessions).where(eq(sessions.id, world.id)))[0]?.status,
    (status) => status === 'completed',
  );
  const alarm = () => runInDurableObject(world.room, (_room, { storage }) => storage.getAlarm());
  await runInDurableObject(world.room, (_room, { storage }) => storage.deleteAlarm());
  await sweepRooms({ db, env, now: Date.now() + MINUTE, later: () => {} });
  expect(await alarm()).toBeNull();
  await sweepRooms({ db, env, now: Date.now() + 3 * MINUTE, later: () => {} });
  expect(await alarm()).not.toBeNull();
  await soon(
    async () => {
      await runDurableObjectAlarm(world.room);
      return statusOf(world);
    },
    (now) => now === 'ready',
  );
});
