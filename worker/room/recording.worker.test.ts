import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { makeRecording } from '../../test/edge/made-fragments.ts';
import { age, comeIn, roomWorld, soon, visit, type RoomWorld, type Visitor } from '../../test/edge/room-world.ts';
import { openDb } from '../db/open.ts';
import { recordings, sessions } from '../db/schema.ts';
import { takeInFragment } from '../recordings/take-in.ts';
import { RECORDED_WAIT } from './recording-director.ts';

const db = openDb(env.DB);
const recordingOf = async (world: RoomWorld) =>
  (await db.select().from(recordings).where(eq(recordings.sessionId, world.id)))[0];

const sessionOf = async (world: RoomWorld) => (await db.select().from(sessions).where(eq(sessions.id, world.id)))[0];

interface Chosen {
  recording: string;
  segment: number;
}
async function handOver(
  world: RoomWorld,
  { seat }: Visitor,
  { recording, segment }: Chosen,
  count: number,
  pictureBytes = 60,
) {
  const { fragments } = makeRecording({ count, seed: segment + 1, pictureBytes });
  for (const [number, bytes] of fragments.entries()) {
    const body = { stream: new Blob([bytes]).stream(), declaredBytes: bytes.length };
    const place = { recording, segment: String(segment), number: String(number) };
    await takeInFragment(env, { session: world.id, seat, ...place, body });
  }
  return fragments.length;
}
const recorder = { enter: { canRecord: true } };
const consenting = { enter: { consent: { version: 1 } } };
async function untilFinished(world: RoomWorld) {
  return soon(
    async () => {
      await runDurableObjectAlarm(world.room);
      return recordingOf(world);
    },
    (row) => row?.status === 'ready' || row?.status === 'failed',
  );
}

test('recording starts by itself, everybody sees it, and after the end the file is made and known', async () => {
  const world = await roomWorld({ recordingPolicy: 'automatic' });
  const rosa = await comeIn(world, 'researcher', recorder);
  const pat = await comeIn(world, 'participant', consenting);
  const chosen = await rosa.hears('record');
  expect((await pat.hears('recording')).recording).toMatchObject({ state: 'on', since: expect.any(String) });
  const fragments = await handOver(world, rosa, chosen, 3);
  expect((await pat.hears('recording')).recording.savedMs).toBeGreaterThan(0);
  await evictDurableObject(world.room);
  rosa.say({ t: 'end' });
  expect(await rosa.hears('record_stop')).toMatchObject({ recording: chosen.recording, segment: chosen.segment });
  expect(await pat.hears('gone')).toMatchObject({ why: 'ended' });
  await evictDurableObject(world.room);
  rosa.say({ t: 'recorded', recording: chosen.recording, segment: chosen.segment, fragments });
  expect(await rosa.hears('gone')).toMatchObject({ why: 'ended' });
  const row = await untilFinished(world);
  expect(row).toMatchObject({ status: 'ready', durationMs: expect.any(Number), id: chosen.recording });
  expect(await world.room.mayRecord(rosa.seat, chosen.recording, chosen.segment)).toEqual({
    refused: 'recording_over',
  });
});

test('pieces wait in the Room until there is enough for an object in the bucket, and one file is left of them in the end', async () => {
  const world = await roomWorld({ recordingPolicy: 'automatic' });
  const rosa = await comeIn(world, 'researcher', recorder);
  await comeIn(world, 'participant', consenting);
  const chosen = await rosa.hears('record');
  const base = `recordings/${world.id}/${chosen.recording}`;
  const keys = async () => (await env.RECORDINGS.list({ prefix: base })).objects.map(({ key }) => key);
  await handOver(world, rosa, chosen, 2, 60_000);
  expect(await keys()).toEqual([]);
  const fragments = await handOver(world, rosa, chosen, 3, 60_000);
  await soon(
    async () => {
      await runDurableObjectAlarm(world.room);
      return keys();
    },
    (found) => found.length > 0,
  );
  expect(await keys()).toEqual([`${base}/pieces/000001`]);
  rosa.say({ t: 'end' });
  rosa.say({ t: 'recorded', recording: chosen.recording, segment: chosen.segment, fragments });
  expect(await untilFinished(world)).toMatchObject({ status: 'ready', percent: null, gaps: [] });
  expect(await keys()).toEqual([`${base}.mp4`]);
});

test('a recording that failed can be tried again, once for each failing', async () => {
  const world = await roomWorld({ recordingPolicy: 'automatic' });
  const rosa = await comeIn(world, 'researcher', recorder);
  await comeIn(world, 'participant', consenting);
  const { recording, segment } = await rosa.hears('record');
  rosa.say({ t: 'end' });
  rosa.say({ t: 'recorded', recording, segment, fragments: 0 });
  expect(await untilFinished(world)).toMatchObject({ status: 'failed', reason: expect.any(String) });
  expect(await world.room.retryRecording('another', 'Rosa')).toBe(false);
  expect(await world.room.retryRecording(recording, 'Rosa')).toBe(true);
  expect(await world.room.retryRecording(recording, 'Rosa')).toBe(false);
  await soon(
    () => recordingOf(world),
    (row) => row?.status === 'finishing',
  );
  expect(await untilFinished(world)).toMatchObject({ status: 'failed' });
});

test('a recorder who leaves is followed by the next Researcher, with a segment of its own', async () => {
  const world = await roomWorld({ recordingPolicy: 'automatic' });
  const rosa = await comeIn(world, 'researcher', recorder);
  const ravi = await comeIn(world, 'researcher', { ...recorder, name: 'Ravi', person: 'other' });
  await comeIn(world, 'participant', consenting);
  const first = await rosa.hears('record');
  const fragments = await handOver(world, rosa, first, 1);
  rosa.say({ t: 'recorded', recording: first.recording, segment: first.segment, fragments });
  rosa.say({ t: 'leave' });
  const second = await ravi.hears('record');
  expect(second).toMatchObject({ recording: first.recording, segment: 1 });
  expect(await world.room.mayRecord(rosa.seat, first.recording, 0)).toEqual({ takes: 'meeting' });
  expect(await world.room.mayRecord(rosa.seat, first.recording, 1)).toEqual({ refused: 'not_allowed' });
  expect(await world.room.mayRecord(ravi.seat, first.recording, 1)).toEqual({ takes: 'meeting' });
});

test('a recorder whose computer slept goes on in a new segment at once, at its time', async () => {
  const world = await roomWorld({ recordingPolicy: 'automatic' });
  const rosa = await comeIn(world, 'researcher', recorder);
  await comeIn(world, 'participant', consenting);
  const first = await rosa.hears('record');
  const fragments = await handOver(world, rosa, first, 2);
  rosa.say({ t: 'recorded', recording: first.recording, segment: first.segment, fragments, goodMs: 1_500 });
  const second = await rosa.hears('record');
  expect(second).toMatchObject({ recording: first.recording, segment: 1 });
  expect(Date.parse(second.at)).toBeGreaterThan(Date.parse(first.at));
  expect(await world.room.mayRecord(rosa.seat, second.recording, second.segment)).toEqual({ takes: 'meeting' });
});

test('the Room says what time it is', async () => {
  const world = await roomWorld();
  const rosa = await comeIn(world, 'researcher');
  const before = Date.now();
  rosa.say({ t: 'time' });
  const at = Date.parse((await rosa.hears('time')).now);
  expect(at).toBeGreaterThanOrEqual(before);
  expect(at).toBeLessThanOrEqual(Date.now());
});

test('the same member in a new seat brings the pieces of the old one, and nobody else does', async () => {
  const world = await roomWorld({ recordingPolicy: 'automatic' });
  const rosa = await comeIn(world, 'researcher', { ...recorder, person: 'rosa' });
  const ravi = await comeIn(world, 'researcher', { ...recorder, name: 'Ravi', person: 'ravi' });
  await comeIn(world, 'participant', consenting);
  const { recording } = await rosa.hears('record');
  expect(await world.room.mayRecord('a-new-seat', recording, 0, 'rosa')).toEqual({ takes: 'meeting' });
  expect(await world.room.mayRecord('a-new-seat', recording, 0, 'ravi')).toEqual({ refused: 'not_allowed' });
  expect(await world.room.mayRecord(ravi.seat, recording, 0, null)).toEqual({ refused: 'not_allowed' });
});

test('nobody who can record is trouble at once, and it starts when somebody can', async () => {
  const world = await roomWorld({ recordingPolicy: 'automatic' });
  await comeIn(world, 'researcher');
  const pat = await comeIn(world, 'participant', consenting);
  expect((await pat.hears('recording')).recording.state).toBe('trouble');
  const ravi = await comeIn(world, 'researcher', { ...recorder, person: 'other' });
  await ravi.hears('record');
  expect((await pat.hears('recording')).recording.state).toBe('on');
});

test('a recorder who says it failed hands over to the next, and alarms when there is none', async () => {
  const world = await roomWorld({ recordingPolicy: 'automatic' });
  const rosa = await comeIn(world, 'researcher', recorder);
  const pat = await comeIn(world, 'participant', consenting);
  const { recording, segment } = await rosa.hears('record');
  expect((await pat.hears('recording')).recording.state).toBe('on');
  rosa.say({ t: 'record_failed', recording, segment, reason: 'no encoder' });
  expect((await pat.hears('recording')).recording.state).toBe('trouble');
});

test('a recorder of whom nothing is heard is trouble, until a piece lands; with another Researcher it is handed over', async () => {
  const world = await roomWorld({ recordingPolicy: 'automatic' });
  const rosa = await comeIn(world, 'researcher', recorder);
  const pat = await comeIn(world, 'participant', consenting);
  const first = await rosa.hears('record');
  expect((await pat.hears('recording')).recording.state).toBe('on');
  await fallSilent(world);
  expect((await pat.hears('recording')).recording.state).toBe('trouble');
  await handOver(world, rosa, first, 1);
  expect((await pat.hears('recording')).recording.state).toBe('on');
  const ravi = await comeIn(world, 'researcher', { ...recorder, person: 'other' });
  await ageLanded(world);
  await fallSilent(world);
  expect(await ravi.hears('record')).toMatchObject({ recording: first.recording, segment: 1 });
  expect(await rosa.hears('record_stop')).toMatchObject({ segment: 0 });
});

test('a recorder whose socket is lost and found again goes on with its segment', async () => {
  const world = await roomWorld({ recordingPolicy: 'automatic' });
  const rosa = await comeIn(world, 'researcher', recorder);
  const pat = await comeIn(world, 'participant', consenting);
  await rosa.hears('record');
  expect((await pat.hears('recording')).recording.state).toBe('on');
  rosa.socket.close(1000, 'lost');
  expect((await pat.hears('recording')).recording.state).toBe('trouble');
  const back = await visit(world, 'researcher', { seat: rosa.seat });
  await back.hears('door');
  back.say({ t: 'enter', mic: false, cam: false, canRecord: true, again: true });
  // The Room has no media of this seat: a page that thinks it has must hear so.
  expect(await back.hears('welcome')).toMatchObject({ media: false });
  expect((await pat.hears('recording')).recording.state).toBe('on');
  expect(back.unheard()).not.toContain('record');
});

test('a recorder whose page is new begins a segment of its own', async () => {
  const world = await roomWorld({ recordingPolicy: 'automatic' });
  const rosa = await comeIn(world, 'researcher', recorder);
  await comeIn(world, 'participant', consenting);
  const { recording, segment } = await rosa.hears('record');
  rosa.socket.close(1000, 'reloaded');
  const back = await visit(world, 'researcher', { seat: rosa.seat });
  await back.hears('door');
  back.say({ t: 'enter', mic: false, cam: false, canRecord: true });
  expect(await back.hears('record')).toMatchObject({ recording, segment: segment + 1 });
});

test('a recorder that vanishes at the end is waited for, then the file is made of what has landed', async () => {
  const world = await roomWorld({ recordingPolicy: 'automatic' });
  const rosa = await comeIn(world, 'researcher', recorder);
  await comeIn(world, 'participant', consenting);
  const chosen = await rosa.hears('record');
  await handOver(world, rosa, chosen, 2);
  rosa.say({ t: 'end' });
  await rosa.hears('record_stop');
  rosa.socket.close(1000, 'crash');
  expect(await world.room.mayRecord(rosa.seat, chosen.recording, 0)).toEqual({ takes: 'meeting' });
  await soon(
    () => sessionOf(world),
    (row) => row?.status === 'completed',
  );
  await age(world, 'documents', '$.recording.stoppedAt', Date.now() - RECORDED_WAIT - 1);
  await ageLanded(world);
  await evictDurableObject(world.room);
  expect((await untilFinished(world))?.status).toBe('ready');
});

async function ageLanded(world: RoomWorld): Promise<void> {
  await runInDurableObject(world.room, (_room, state) => {
    state.storage.sql.exec('UPDATE shelf_recordings SET last_landed_at = ?', Date.now() - RECORDED_WAIT - 1);
  });
}

/** The chosen recorder was told to begin long ago. */
async function fallSilent(world: RoomWorld): Promise<void> {
  const settled = await soon(
    () => runInDurableObject(world.room, (_room, state) => state.storage.sql.exec('SELECT 1 FROM ledger').toArray()),
    (rows) => rows.length === 0,
  );
  expect(settled).toEqual([]);
  await age(world, 'documents', '$.recording.recorder.since', Date.now() - RECORDED_WAIT);
  await evictDurableObject(world.room);
  await runDurableObjectAlarm(world.room);
}
