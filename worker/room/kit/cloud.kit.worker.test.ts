import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { recordKit, STARTED, type KitTake } from '../../../test/edge/recorded-kit.ts';
import { handOverAll } from '../../../test/edge/handed-pieces.ts';
import { comeIn, roomWorld, soon, type RoomWish, type RoomWorld, type Visitor } from '../../../test/edge/room-world.ts';
import { MINUTE } from '../../../wire/limits.ts';
import type { RecordingState } from '../../../wire/room.ts';
import { openDb } from '../../db/open.ts';
import { recordings, recordingTracks } from '../../db/schema.ts';
import { sweepRooms } from '../../domain/rooms.ts';
import { toBase64 } from '../../lib/keys.ts';
import { PART_BYTES } from '../../recordings/copy.ts';

const kit = recordKit();
const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const agreed = { consent: { version: 1 } };

/** A Session in which both are, recorded by the service since. */
async function recorded(wish: Partial<RoomWish> = {}) {
  const from = kit.takes.length;
  const world = await roomWorld({ recordingPolicy: 'automatic', ...wish });
  const [rosa, pat] = [await comeIn(world, 'researcher'), await comeIn(world, 'participant', { enter: agreed })];
  await sees(rosa, 'on');
  const take = kit.takes[from];
  if (!take) throw new Error('Nothing is recorded.');
  return { world, rosa, pat, take };
}

async function sees(visitor: Visitor, state: RecordingState['state']): Promise<RecordingState> {
  for (;;) {
    const { recording } = await visitor.hears('recording');
    if (recording.state === state) return recording;
  }
}

const rows = (world: RoomWorld) => openDb(env.DB).select().from(recordings).where(eq(recordings.sessionId, world.id));
const rowThat = (world: RoomWorld, status: string) =>
  soon(
    async () => (await rows(world))[0],
    (row) => row?.status === status,
  );
const didTo = (take: KitTake) =>
  kit.calls
    .filter(({ method, path }) => method === 'PUT' && path === `/recordings/${take.id}`)
    .map(({ body }) => body['action']);

/** A file with the head of an mp4. */
function film(bytes: number): Uint8Array<ArrayBuffer> {
  const file = new Uint8Array(bytes).fill(7);
  file.set([0, 0, 0, 24, 0x66, 0x74, 0x79, 0x70]);
  return file;
}

/** Comparing megabytes byte by byte takes the test runner half a minute. */
async function digest(bytes: ArrayBuffer | Uint8Array<ArrayBuffer>): Promise<string> {
  return toBase64(await crypto.subtle.digest('SHA-256', bytes));
}

/** The service has uploaded it and says so. */
async function uploaded(world: RoomWorld, take: KitTake, file: Uint8Array): Promise<void> {
  Object.assign(take, { status: 'UPLOADED', file });
  await tell(world);
  await runDurableObjectAlarm(world.room);
}

const alarmOf = (world: RoomWorld) => runInDurableObject(world.room, (_, { storage }) => storage.getAlarm());

async function tell(world: RoomWorld, wish: { uuid?: string; signature?: string; body?: string } = {}) {
  const meeting = await runInDurableObject(world.room, (_, { storage }) =>
    storage.sql
      .exec<{ id: string }>("SELECT json_extract(json, '$.kit.meeting') AS id FROM documents WHERE name = 'life'")
      .one(),
  );
  const { body = JSON.stringify({ event: 'recording.statusUpdate', meeting: { id: meeting.id, title: world.id } }) } =
    wish;
  return exports.default.fetch('https://fieldroom.test/api/webhooks/realtimekit', {
    method: 'POST',
    headers: {
      'rtk-uuid': wish.uuid ?? crypto.randomUUID(),
      'rtk-signature': wish.signature ?? (await kit.sign(body)),
    },
    body,
  });
}

test('the service records once both are in and have agreed, in our form, and everybody sees it', async () => {
  const { world, pat } = await recorded();
  expect(await sees(pat, 'on')).toMatchObject({ by: null, savedMs: 0 });
  const row = await rowThat(world, 'recording');
  expect(kit.of('POST', '/recordings').at(-1)?.body).toEqual({
    meeting_id: expect.stringMatching(/^meeting-/) as unknown,
    file_name_prefix: row?.id,
    max_seconds: 25_200,
    video_config: { codec: 'H264', width: 1280, height: 720 },
    audio_config: { codec: 'AAC', channel: 'stereo' },
    realtimekit_bucket_config: { enabled: true },
  });
});

test('nothing is recorded of who refused, and by hand it begins when a Researcher says so', async () => {
  const from = kit.takes.length;
  const refused = await roomWorld({ recordingPolicy: 'automatic' });
  const rosa = await comeIn(refused, 'researcher');
  await comeIn(refused, 'participant', { enter: { consent: { version: 1, recording: false } } });
  expect(await sees(rosa, 'off')).toMatchObject({ why: 'refused' });
  const byHand = await roomWorld({ recordingPolicy: 'by_hand' });
  const host = await comeIn(byHand, 'researcher');
  await comeIn(byHand, 'participant', { enter: agreed });
  await host.hears('in');
  expect(kit.takes).toHaveLength(from);
  await soon(
    async () => {
      host.say({ t: 'recording', do: 'start' });
      return kit.takes.length;
    },
    (count) => count === from + 1,
  );
  await sees(host, 'on');
});

test('a pause and a stop by hand both rest in one file, and go on in it', async () => {
  const { rosa, take } = await recorded();
  const until = (count: number) =>
    soon(
      async () => didTo(take),
      (done) => done.length === count,
    );
  rosa.say({ t: 'recording', do: 'pause' });
  await sees(rosa, 'paused');
  await until(1);
  rosa.say({ t: 'recording', do: 'resume' });
  await sees(rosa, 'on');
  await until(2);
  rosa.say({ t: 'recording', do: 'stop' });
  await sees(rosa, 'off');
  await until(3);
  rosa.say({ t: 'recording', do: 'start' });
  await sees(rosa, 'on');
  expect(await until(4)).toEqual(['pause', 'resume', 'pause', 'resume']);
});

test('at the end it is stopped, fetched in parts of known length, and ready with the service’s own times', async () => {
  const { world, rosa, take } = await recorded();
  rosa.say({ t: 'end' });
  await rosa.hears('gone');
  await rowThat(world, 'finishing');
  expect(didTo(take)).toEqual(['stop']);
  const file = film(2 * PART_BYTES + 11);
  await uploaded(world, take, file);
  const row = await rowThat(world, 'ready');
  expect(row).toMatchObject({ bytes: file.length, durationMs: 42_000, zeroAt: STARTED });
  const stored = await env.RECORDINGS.get(row?.objectKey ?? '');
  expect(stored?.httpMetadata?.contentType).toBe('video/mp4');
  expect(await digest((await stored?.arrayBuffer()) ?? new ArrayBuffer())).toBe(await digest(file));
});

test('a pause is a cut in the file, as long as the service paused', async () => {
  const { world, rosa, take } = await recorded();
  const until = (count: number) =>
    soon(
      async () => didTo(take),
      (done) => done.length === count,
    );
  const startedAt = Date.now() - 20_000;
  rosa.say({ t: 'recording', do: 'pause' });
  await until(1);
  await later(300);
  rosa.say({ t: 'recording', do: 'resume' });
  await until(2);
  rosa.say({ t: 'end' });
  await rosa.hears('gone');
  await rowThat(world, 'finishing');
  const stoppedAt = Date.now();
  Object.assign(take, { startedAt, stoppedAt, duration: 20 });
  await uploaded(world, take, film(20));
  const { gaps, durationMs } = (await rowThat(world, 'ready')) ?? {};
  expect(durationMs).toBe(20_000);
  const [gap] = gaps ?? [];
  expect(gaps).toHaveLength(1);
  expect(gap).toMatchObject({ why: 'paused', toMs: gap?.fromMs });
  expect(gap?.fromMs).toBeGreaterThanOrEqual(20_000);
  expect(gap?.cutMs).toBeGreaterThanOrEqual(300);
  expect(gap?.cutMs).toBeLessThanOrEqual(stoppedAt - startedAt - 20_000);
});

test('each one’s own track is recorded by their browser while the service records, and made after its file', async () => {
  const { world, rosa, pat, take } = await recorded({ separateTracks: 'voices' });
  const begun = Date.now();
  pat.say({ t: 'voice', can: true });
  const { t: _, ...asked } = await pat.hears('record');
  await handOverAll(world, pat, { ...asked, voice: true });
  const again = await pat.hears('record');
  expect(again).toMatchObject({ recording: asked.recording, segment: 1, voice: true });
  await handOverAll(world, pat, { ...again, voice: true });
  // The third one is stopped before it has begun.
  const { recording, segment } = await pat.hears('record');
  rosa.say({ t: 'recording', do: 'pause' });
  await pat.hears('record_stop');
  pat.say({ t: 'recorded', recording, segment, fragments: 0 });
  pat.say({ t: 'state', hand: true });
  await pat.hears('set');
  rosa.say({ t: 'end' });
  await rosa.hears('gone');
  const row = await rowThat(world, 'finishing');
  const tracks = () =>
    openDb(env.DB)
      .select()
      .from(recordingTracks)
      .where(eq(recordingTracks.recordingId, row?.id ?? ''));
  expect(await tracks()).toMatchObject([{ name: 'Pat', kind: 'mic', status: 'finishing' }]);
  await uploaded(world, take, film(11));
  await rowThat(world, 'ready');
  const [track] = await soon(
    async () => {
      await runDurableObjectAlarm(world.room);
      return tracks();
    },
    ([found]) => found?.status === 'ready',
  );
  // The service's clock is hours off here: ours counts.
  expect(Math.abs((track?.zeroAt ?? 0) - begun)).toBeLessThan(60_000);
  await world.room.dropRecording(row?.id ?? '');
  const kept = await runInDurableObject(world.room, (_room, { storage }) =>
    storage.sql.exec('SELECT id FROM shelf_recordings').toArray(),
  );
  expect(kept).toEqual([]);
});

test('a copy that was cut off goes on where it was, over an eviction', async () => {
  const { world, rosa, take } = await recorded();
  rosa.say({ t: 'end' });
  await rosa.hears('gone');
  await rowThat(world, 'finishing');
  // Sixteen parts are one step: the seventeenth belongs to the next alarm.
  const file = film(16 * PART_BYTES + 5);
  const from = kit.ranges.length;
  await uploaded(world, take, file);
  kit.loseDownloads(503);
  await runDurableObjectAlarm(world.room);
  await evictDurableObject(world.room);
  kit.loseDownloads(null);
  await tell(world);
  await runDurableObjectAlarm(world.room);
  expect(await rowThat(world, 'ready')).toMatchObject({ bytes: file.length });
  const parts = kit.ranges.slice(from).filter((range) => range === `bytes=0-${PART_BYTES - 1}`);
  expect(parts).toHaveLength(1);
});

test('a webhook with a wrong signature, replayed or of another meeting does nothing', async () => {
  const { world } = await recorded();
  const looks = () =>
    kit.calls.filter(({ method, path }) => method === 'GET' && path.startsWith('/recordings/')).length;
  const body = JSON.stringify({ event: 'recording.statusUpdate', meeting: { id: 'another', title: world.id } });
  const before = looks();
  expect((await tell(world, { signature: await kit.sign('something else') })).status).toBe(403);
  expect((await tell(world, { signature: 'none' })).status).toBe(403);
  expect((await tell(world, { body })).status).toBe(204);
  expect(looks()).toBe(before);
  const uuid = crypto.randomUUID();
  await tell(world, { uuid });
  const after = await soon(
    async () => looks(),
    (count) => count > before,
  );
  expect((await tell(world, { uuid })).status).toBe(204);
  expect(looks()).toBe(after);
  expect((await tell(world, { body: 'nonsense' })).status).toBe(400);
});

test('a word that says more than is true changes nothing: the recording goes on', async () => {
  const { world, rosa } = await recorded();
  await tell(world);
  rosa.say({ t: 'recording', do: 'pause' });
  await sees(rosa, 'paused');
  expect((await rows(world)).map(({ status }) => status)).toEqual(['recording']);
});

test('without one webhook the file is found all the same', async () => {
  const { world, rosa, take } = await recorded();
  rosa.say({ t: 'end' });
  await rosa.hears('gone');
  await rowThat(world, 'finishing');
  Object.assign(take, { status: 'UPLOADED', file: film(100) });
  await soon(
    async () => {
      await runInDurableObject(world.room, (_, { storage }) => {
        storage.sql.exec("UPDATE kit_copies SET json = json_set(json, '$.at', 0)");
      });
      await runDurableObjectAlarm(world.room);
      return (await rows(world))[0];
    },
    (row) => row?.status === 'ready',
  );
});

test('the minute cron finds the file of a Session long over whose Room had lost its alarm and heard of nothing', async () => {
  const { world, rosa, take } = await recorded();
  rosa.say({ t: 'end' });
  await rosa.hears('gone');
  await rowThat(world, 'finishing');
  await evictDurableObject(world.room);
  await runInDurableObject(world.room, async (_, { storage }) => {
    storage.sql.exec("UPDATE kit_copies SET json = json_set(json, '$.at', json_extract(json, '$.at') - 86400000)");
    await storage.deleteAlarm();
  });
  Object.assign(take, { status: 'UPLOADED', file: film(100) });
  const db = openDb(env.DB);
  const sweep = (after: number) => sweepRooms({ db, env, now: Date.now() + after, later: () => {} });
  // Two minutes are no reason yet to believe that the alarm is lost.
  await sweep(MINUTE);
  expect(await alarmOf(world)).toBeNull();
  await sweep(3 * MINUTE);
  await soon(
    async () => {
      await runDurableObjectAlarm(world.room);
      return (await rows(world))[0];
    },
    (row) => row?.status === 'ready',
  );
});

test('a recorder that stopped by itself is followed by the next, and one that failed is said to have', async () => {
  const { world, rosa, take } = await recorded();
  const from = kit.takes.length;
  Object.assign(take, { status: 'UPLOADED', file: film(50) });
  await tell(world);
  await sees(rosa, 'on');
  await soon(
    async () => kit.takes.length,
    (count) => count === from + 1,
  );
  Object.assign(kit.takes.at(-1) ?? {}, { status: 'ERRORED' });
  await tell(world);
  await soon(
    async () => kit.takes.length,
    (count) => count === from + 2,
  );
  await soon(
    async () => {
      await runDurableObjectAlarm(world.room);
      return (await rows(world)).map(({ status }) => status).sort();
    },
    (statuses) => statuses.join() === 'failed,ready,recording',
  );
});

test('consent withdrawn: the service stops, and nothing is fetched', async () => {
  const { world, take } = await recorded();
  await runInDurableObject(world.room, async (room, { storage }) => {
    const [row] = storage.sql.exec<{ json: string }>("SELECT json FROM documents WHERE name = 'facts'").toArray();
    await room.plan({ ...JSON.parse(row?.json ?? '{}'), withdrawn: true });
  });
  await soon(
    async () => didTo(take),
    (done) => done.join() === 'stop',
  );
  await uploaded(world, take, film(20));
  expect(await env.RECORDINGS.list({ prefix: `recordings/${world.id}/` })).toMatchObject({ objects: [] });
});

test('a start whose answer never came is found and goes on as ours', async () => {
  const from = kit.takes.length;
  const world = await roomWorld({ recordingPolicy: 'automatic' });
  const rosa = await comeIn(world, 'researcher');
  kit.takes.push({ id: 'take-lost', status: 'RECORDING', file: null });
  kit.refuseStart();
  await comeIn(world, 'participant', { enter: agreed });
  await sees(rosa, 'on');
  expect(kit.takes).toHaveLength(from + 1);
});
