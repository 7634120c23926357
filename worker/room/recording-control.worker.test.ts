import { evictDurableObject, runDurableObjectAlarm } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { asc, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { makeRecording } from '../../test/edge/made-fragments.ts';
import { comeIn, roomWorld, soon, visit, type RoomWorld, type Visitor } from '../../test/edge/room-world.ts';
import { openDb } from '../db/open.ts';
import { recordings, timeline } from '../db/schema.ts';
import { takeInFragment } from '../recordings/take-in.ts';

const db = openDb(env.DB);
const evict = (world: RoomWorld) => evictDurableObject(world.room);
const recordingsOf = (world: RoomWorld) => db.select().from(recordings).where(eq(recordings.sessionId, world.id));
const happened = async (world: RoomWorld) => {
  const rows = await db.select().from(timeline).where(eq(timeline.sessionId, world.id)).orderBy(asc(timeline.at));
  return rows.filter(({ kind }) => kind.startsWith('recording_')).map(({ kind, byName }) => [kind, byName]);
};
const recorder = { enter: { canRecord: true } };
const consenting = { enter: { consent: { version: 1 } } };
interface Chosen {
  recording: string;
  segment: number;
}
const piecesOf = ({ segment }: Chosen) => makeRecording({ count: 2, seed: segment + 1 }).fragments;
/** The first pieces of a segment; those that are there already are so again. */
async function handOver(world: RoomWorld, who: Visitor, { recording, segment }: Chosen, count: number): Promise<void> {
  for (const [number, bytes] of piecesOf({ recording, segment }).slice(0, count).entries()) {
    const body = { stream: new Blob([bytes]).stream(), declaredBytes: bytes.length };
    const place = { recording, segment: String(segment), number: String(number) };
    await takeInFragment(env, { session: world.id, seat: who.seat, ...place, body });
  }
}
/** All pieces of a segment, and the word that they are all. */
async function record(world: RoomWorld, who: Visitor, chosen: Chosen): Promise<void> {
  const { length } = piecesOf(chosen);
  await handOver(world, who, chosen, length);
  const { recording, segment } = chosen;
  who.say({ t: 'recorded', recording, segment, fragments: length });
}
const state = async (who: Visitor) => (await who.hears('recording')).recording.state;
/** Until somebody at the door has been told so. */
const readsAtTheDoor = (who: Visitor, recorded: boolean) =>
  soon(
    () => who.hears('door'),
    (door) => door.recorded === recorded,
  );

test('by hand it starts, is paused, goes on, is stopped, started again, and is one file in the end', async () => {
  const world = await roomWorld({ recordingPolicy: 'by_hand' });
  const rosa = await comeIn(world, 'researcher', recorder);
  rosa.say({ t: 'recording', do: 'start' });
  expect(await rosa.hears('error')).toMatchObject({ code: 'conflict', re: 'recording' });
  const pat = await comeIn(world, 'participant', consenting);
  const gus = await visit(world, 'guest');
  await readsAtTheDoor(gus, false);
  await soon(
    async () => {
      rosa.say({ t: 'recording', do: 'start' });
      return rosa.unheard();
    },
    (kinds) => kinds.includes('record'),
  );
  const first = await rosa.hears('record');
  expect(await state(pat)).toBe('on');
  await readsAtTheDoor(gus, true);
  await evict(world);
  rosa.say({ t: 'recording', do: 'pause' });
  expect(await rosa.hears('record_stop')).toMatchObject({ recording: first.recording, segment: 0 });
  await record(world, rosa, first);
  expect(await state(pat)).toBe('paused');
  await evict(world);
  rosa.say({ t: 'recording', do: 'resume' });
  const second = await rosa.hears('record');
  expect(second).toMatchObject({ recording: first.recording, segment: 1 });
  await soon(
    async () => state(pat),
    (now) => now === 'on',
  );
  rosa.say({ t: 'recording', do: 'stop' });
  await rosa.hears('record_stop');
  await soon(
    async () => state(pat),
    (now) => now === 'off',
  );
  await readsAtTheDoor(gus, false);
  await readsAtTheDoor(await visit(world, 'guest'), false);
  await evict(world);
  await record(world, rosa, second);
  rosa.say({ t: 'recording', do: 'start' });
  const third = await rosa.hears('record');
  expect(third).toMatchObject({ recording: first.recording, segment: 2 });
  rosa.say({ t: 'end' });
  await rosa.hears('record_stop');
  await record(world, rosa, third);
  const rows = await soon(
    async () => {
      await runDurableObjectAlarm(world.room);
      return recordingsOf(world);
    },
    ([row]) => row?.status === 'ready',
  );
  expect(rows).toHaveLength(1);
  expect(await happened(world)).toEqual([
    ['recording_started', 'Rosa'],
    ['recording_paused', 'Rosa'],
    ['recording_resumed', 'Rosa'],
    ['recording_stopped', 'Rosa'],
    ['recording_resumed', 'Rosa'],
    ['recording_ready', null],
  ]);
});

test('an automatic recording that was paused stays so when another Researcher comes, and alarms nobody', async () => {
  const world = await roomWorld({ recordingPolicy: 'automatic' });
  const rosa = await comeIn(world, 'researcher', recorder);
  const pat = await comeIn(world, 'participant', consenting);
  await rosa.hears('record');
  expect(await state(pat)).toBe('on');
  rosa.say({ t: 'recording', do: 'pause' });
  expect(await state(pat)).toBe('paused');
  await evict(world);
  const ravi = await comeIn(world, 'researcher', { ...recorder, name: 'Ravi', person: 'ravi' });
  await runDurableObjectAlarm(world.room);
  ravi.say({ t: 'recording', do: 'pause' });
  rosa.say({ t: 'leave' });
  await pat.hears('out');
  expect(ravi.unheard()).not.toContain('record');
  expect(pat.unheard()).not.toContain('recording');
  ravi.say({ t: 'recording', do: 'resume' });
  expect(await ravi.hears('record')).toMatchObject({ segment: 1 });
  expect(await state(pat)).toBe('on');
});

test('the last pieces of a pause are waited for when the meeting ends right after it', async () => {
  const world = await roomWorld({ recordingPolicy: 'automatic' });
  const rosa = await comeIn(world, 'researcher', recorder);
  await comeIn(world, 'participant', consenting);
  const chosen = await rosa.hears('record');
  await handOver(world, rosa, chosen, 2);
  rosa.say({ t: 'recording', do: 'pause' });
  await rosa.hears('record_stop');
  rosa.say({ t: 'end' });
  await rosa.hears('record_stop');
  await evict(world);
  await record(world, rosa, chosen);
  expect(await rosa.hears('gone')).toMatchObject({ why: 'ended' });
  const [row] = await soon(
    async () => {
      await runDurableObjectAlarm(world.room);
      return recordingsOf(world);
    },
    ([one]) => one?.status === 'ready',
  );
  expect(row?.durationMs).toBe(4_000);
});

test('a Study that does not record refuses, and nobody but a Researcher is obeyed', async () => {
  const world = await roomWorld({ recordingPolicy: 'off' });
  const rosa = await comeIn(world, 'researcher', recorder);
  const pat = await comeIn(world, 'participant');
  rosa.say({ t: 'recording', do: 'start' });
  const { message } = await rosa.hears('error');
  expect(message).toMatch(/not recorded/);
  for (const wish of ['start', 'stop', 'pause', 'resume']) {
    pat.say({ t: 'recording', do: wish });
    expect(await pat.hears('error')).toMatchObject({ code: 'not_allowed', re: 'recording' });
  }
  expect(await recordingsOf(world)).toEqual([]);
});
