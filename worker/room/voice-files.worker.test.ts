import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { handOver, handOverAfter, handOverAll, handOverFirst } from '../../test/edge/handed-pieces.ts';
import { age, atRest, comeIn, soon, timelineAtRest, type RoomWorld } from '../../test/edge/room-world.ts';
import {
  consenting,
  longAfter,
  recorder,
  tracksOf,
  untilRecorded,
  untilSettled,
  voiceOf,
  worldOfVoices,
} from '../../test/edge/voice-world.ts';
import { LATE_PIECES_FOR, MINUTE } from '../../wire/limits.ts';
import { openDb } from '../db/open.ts';
import { auditLog, recordings, sessions, signIns } from '../db/schema.ts';
import { sweepRooms } from '../domain/rooms.ts';
import { sha256 } from '../lib/random.ts';
import { createShelf } from '../recordings/shelf.ts';

const ORIGIN = 'https://fieldroom.test';
const db = openDb(env.DB);

/** Calls the API as the Session's host. */
async function asHost({ hostId }: RoomWorld) {
  const cookie = crypto.randomUUID();
  const now = Date.now();
  await db
    .insert(signIns)
    .values({ cookieHash: await sha256(cookie), memberId: hostId, createdAt: now, expiresAt: now * 2 });
  return (method: string, path: string) =>
    exports.default.fetch(`${ORIGIN}/api${path}`, {
      method,
      headers: { Cookie: `__Host-fieldroom=${cookie}`, Origin: ORIGIN },
    });
}

/** A Session that is over: its recording, the Participant's camera and the Researcher's voice beside it are to be made. */
async function recordedTracks() {
  const world = await worldOfVoices({ separateTracks: 'cameras' });
  const rosa = await comeIn(world, 'researcher', recorder);
  const pat = await comeIn(world, 'participant', { enter: { ...consenting.enter, cam: true } });
  const meeting = await rosa.hears('record');
  rosa.say({ t: 'voice', can: true });
  pat.say({ t: 'voice', can: true, camera: true });
  const [voice, camera] = [await voiceOf(rosa), await voiceOf(pat)];
  await handOverFirst(world, rosa, meeting, 3);
  await handOverFirst(world, rosa, voice, 3);
  await handOverFirst(world, pat, camera, 3);
  return { world, rosa, pat, meeting, voice, camera };
}

async function over({ world, rosa, pat, ...asked }: Awaited<ReturnType<typeof recordedTracks>>): Promise<void> {
  rosa.say({ t: 'end' });
  await handOverAll(world, rosa, asked.meeting);
  await handOverAfter(world, pat, asked.camera);
  await handOverAfter(world, rosa, asked.voice);
  await untilRecorded(world);
  await longAfter(world);
}

const keysOf = async (world: RoomWorld) =>
  (await env.RECORDINGS.list({ prefix: `recordings/${world.id}/` })).objects.map(({ key }) => key);

test('a track whose file could not be made is made again of all its pieces by a Researcher’s word, once', async () => {
  const made = await recordedTracks();
  const { world, camera, meeting } = made;
  await runInDurableObject(world.room, (_room, { storage: { sql } }) => {
    createShelf(sql).progress(camera.recording).conclude({ kind: 'failed', reason: 'Storage did not take it.' });
  });
  await over(made);
  const settled = await untilSettled(world);
  expect(settled.map(({ name, status, reason }) => [name, status, reason])).toEqual([
    ['Pat', 'failed', 'Storage did not take it.'],
    ['Rosa', 'ready', null],
  ]);
  const call = await asHost(world);
  const retry = (track: string) => call('POST', `/recordings/${meeting.recording}/tracks/${track}/retry`);
  const [failed, ready] = settled;
  expect((await retry(ready?.id ?? '')).status).toBe(409);
  expect((await retry('unknown')).status).toBe(404);
  const answers = await Promise.all([retry(failed?.id ?? ''), retry(failed?.id ?? '')]);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([204, 409]));
  const [again] = await soon(
    async () => {
      await runDurableObjectAlarm(world.room);
      return tracksOf(world);
    },
    ([track]) => track?.status === 'ready',
  );
  expect(again).toMatchObject({ kind: 'cam', reason: null, percent: null });
  expect(again?.durationMs).toBeGreaterThan(3_000);
  const asked = (await timelineAtRest(world)).filter(({ kind }) => kind === 'track_retried');
  expect(asked).toEqual([{ kind: 'track_retried', byName: 'Rosa', detail: { track: failed?.id } }]);
});

test('while the files are being made each track says so, and how far it is', async () => {
  const made = await recordedTracks();
  const { world, rosa, meeting } = made;
  expect(
    (
      await soon(
        () => tracksOf(world),
        (found) => found.length === 2,
      )
    ).map(({ status }) => status),
  ).toEqual(['recording', 'recording']);
  rosa.say({ t: 'end' });
  await handOverAll(world, rosa, meeting);
  await atRest(world);
  expect((await tracksOf(world)).map(({ status }) => status)).toEqual(['finishing', 'finishing']);
  await untilRecorded(world);
  await longAfter(world);
  await runDurableObjectAlarm(world.room);
  const percents = await soon(
    async () => (await tracksOf(world)).map(({ percent }) => percent),
    (found) => found.some((percent) => percent !== null),
  );
  expect(percents.some((percent) => percent !== null && percent >= 0 && percent <= 99)).toBe(true);
});

test('pieces of a track that come after its file was made are in it then, for a week in which the others are kept', async () => {
  const { world, rosa, pat, meeting, voice, camera } = await recordedTracks();
  rosa.say({ t: 'end' });
  await handOverAll(world, rosa, meeting);
  await handOverAfter(world, rosa, voice);
  await untilRecorded(world);
  await longAfter(world);
  const [before] = await untilSettled(world);
  expect((await keysOf(world)).filter((key) => key.includes('/pieces/'))).not.toHaveLength(0);
  await handOver(world, pat, camera, 3);
  const [reopened] = await soon(
    () => tracksOf(world),
    ([track]) => track?.status === 'finishing',
  );
  expect(reopened).toMatchObject({ name: 'Pat', objectKey: null, percent: 0 });
  await longAfter(world);
  const [after] = await untilSettled(world);
  expect(after?.durationMs).toBe((before?.durationMs ?? 0) + 2_000);
  expect((await timelineAtRest(world)).filter(({ kind }) => kind === 'track_reopened')).toHaveLength(1);

  await runInDurableObject(world.room, (_room, { storage }) => {
    storage.sql.exec('UPDATE shelf_recordings SET last_landed_at = ?', Date.now() - LATE_PIECES_FOR);
  });
  await age(world, 'documents', '$.clearAt', Date.now());
  await evictDurableObject(world.room);
  await soon(
    async () => {
      await runDurableObjectAlarm(world.room);
      return keysOf(world);
    },
    (keys) => keys.every((key) => !key.includes('/pieces/')),
  );
  await expect(handOver(world, pat, camera, 4)).rejects.toMatchObject({ code: 'recording_over' });
});

test('a Room whose alarm was lost before a track was made is woken by the sweep', async () => {
  const made = await recordedTracks();
  const { world } = made;
  await over(made);
  await soon(
    async () => (await db.select().from(sessions).where(eq(sessions.id, world.id)))[0]?.status,
    (status) => status === 'completed',
  );
  const alarm = () => runInDurableObject(world.room, (_room, { storage }) => storage.getAlarm());
  await atRest(world);
  await runInDurableObject(world.room, (_room, { storage }) => storage.deleteAlarm());
  const sweepIn = (ms: number) => sweepRooms({ db, env, now: Date.now() + ms, later: () => {} });
  await sweepIn(MINUTE);
  expect(await alarm()).toBeNull();
  await sweepIn(3 * MINUTE);
  expect(await alarm()).not.toBeNull();
  expect((await untilSettled(world)).map(({ status }) => status)).toEqual(['ready', 'ready']);
});

test('with the recording every track is deleted, ready or not: from the Room, the bucket and D1', async () => {
  const made = await recordedTracks();
  const { world, pat, camera, meeting } = made;
  await over(made);
  await untilSettled(world);
  expect(await keysOf(world)).toHaveLength(3);
  // A piece that a try has left behind.
  await env.RECORDINGS.put(`recordings/${world.id}/${meeting.recording}/tracks/${camera.recording}/pieces/000009`, 'x');
  const call = await asHost(world);
  expect((await call('DELETE', `/recordings/${meeting.recording}`)).status).toBe(204);
  expect(await keysOf(world)).toEqual([]);
  expect(await tracksOf(world)).toEqual([]);
  const [row] = await db.select().from(recordings).where(eq(recordings.sessionId, world.id));
  expect(row).toMatchObject({ deletedWhy: 'by_hand', objectKey: null });
  const proofs = await db.select().from(auditLog).where(eq(auditLog.kind, 'recording_deleted'));
  expect(proofs.find(({ detail }) => detail['recording'] === meeting.recording)?.detail).toMatchObject({ objects: 4 });
  await expect(handOverFirst(world, pat, camera, 1)).rejects.toMatchObject({ code: 'not_allowed' });
});

test('a recording that is dropped while it goes on stops every track, and nothing of any stays', async () => {
  const { world, pat, rosa, camera, voice } = await recordedTracks();
  await world.room.dropRecording(
    (await db.select().from(recordings).where(eq(recordings.sessionId, world.id)))[0]?.id ?? '',
  );
  expect(await pat.hears('record_stop')).toMatchObject({ recording: camera.recording });
  expect(await voiceStopped(rosa)).toBe(voice.recording);
  await expect(handOverFirst(world, pat, camera, 1)).rejects.toMatchObject({ code: 'not_allowed' });
  const kept = await runInDurableObject(world.room, (_room, { storage }) =>
    ['recordings', 'fragments', 'bytes', 'segments'].flatMap((table) =>
      storage.sql.exec(`SELECT 1 FROM shelf_${table}`).toArray(),
    ),
  );
  expect(kept).toEqual([]);
  expect(await keysOf(world)).toEqual([]);
});

/** The one that is told to stop, of the two that run in a Researcher's browser. */
async function voiceStopped(who: Awaited<ReturnType<typeof comeIn>>): Promise<string> {
  for (;;) {
    const { recording } = await who.hears('record_stop');
    if (recording.startsWith('voice-')) return recording;
  }
}
