import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { asc, eq } from 'drizzle-orm';
import { openDb } from '../../worker/db/open.ts';
import { recordings, recordingTracks } from '../../worker/db/schema.ts';
import { age, roomWorld, soon, type RoomWish, type RoomWorld, type Visitor } from './room-world.ts';

const db = openDb(env.DB);
export const recorder = { enter: { canRecord: true } };
export const consenting = { enter: { consent: { version: 1 } } };

/** A room that records and keeps each voice by itself. */
export const worldOfVoices = (wish: RoomWish = {}) =>
  roomWorld({ recordingPolicy: 'automatic', separateTracks: 'voices', ...wish });

/** Asked to record their own voice. Told beside it to record the meeting, that is passed over. */
export async function voiceOf(who: Visitor) {
  for (;;) {
    const { t: _, ...asked } = await who.hears('record');
    if (asked.voice) return { ...asked, voice: true as const, camera: asked.camera };
  }
}

export async function tracksOf(world: RoomWorld) {
  const rows = await db
    .select({ track: recordingTracks })
    .from(recordingTracks)
    .innerJoin(recordings, eq(recordings.id, recordingTracks.recordingId))
    .where(eq(recordings.sessionId, world.id))
    .orderBy(asc(recordingTracks.name));
  return rows.map(({ track }) => track);
}

/** The file of the meeting is made. */
export const untilRecorded = (world: RoomWorld) =>
  soon(
    async () => {
      await runDurableObjectAlarm(world.room);
      return db.select().from(recordings).where(eq(recordings.sessionId, world.id));
    },
    ([row]) => row?.status === 'ready',
  );

export const untilSettled = (world: RoomWorld) =>
  soon(
    async () => {
      await runDurableObjectAlarm(world.room);
      return tracksOf(world);
    },
    (tracks) => tracks.length > 0 && tracks.every(({ status }) => status === 'ready' || status === 'failed'),
  );

/** The sockets are closed and nothing more comes: twenty seconds later. */
export async function longAfter(world: RoomWorld): Promise<void> {
  const long = Date.now() - 60_000;
  await age(world, 'documents', '$.recording.stoppedAt', long);
  await age(world, 'documents', '$.finishAt', long);
  await runInDurableObject(world.room, (_room, { storage }) => {
    storage.sql.exec('UPDATE shelf_recordings SET last_landed_at = ?', long);
  });
  await evictDurableObject(world.room);
}
