import { runDurableObjectAlarm } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { asc, eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeRecording } from '../../test/edge/made-fragments.ts';
import { comeIn, roomWorld, soon, type RoomWorld, type Visitor } from '../../test/edge/room-world.ts';
import { DAY, LATE_PIECES_FOR } from '../../wire/limits.ts';
import { openDb } from '../db/open.ts';
import { mails, recordings, timeline } from '../db/schema.ts';
import { recordingBase } from '../recordings/keys.ts';
import { takeInFragment } from '../recordings/take-in.ts';
import { RECORDED_WAIT } from './recording-director.ts';

const db = openDb(env.DB);
const { fragments } = makeRecording({ count: 6, pictureBytes: 20_000 });
const SECOND = 1_000;
const realNow = Date.now;
let ahead = 0;

beforeEach(() => {
  ahead = 0;
  vi.spyOn(Date, 'now').mockImplementation(() => realNow() + ahead);
});
afterEach(() => void vi.restoreAllMocks());

interface Left {
  world: RoomWorld;
  rosa: Visitor;
  recording: string;
}

const rowOf = async ({ recording }: Left) =>
  (await db.select().from(recordings).where(eq(recordings.id, recording)))[0];
const handOver = async ({ world, rosa, recording }: Left, number: number) => {
  const bytes = fragments[number] ?? new Uint8Array();
  const body = { stream: new Blob([bytes]).stream(), declaredBytes: bytes.length };
  return takeInFragment(env, {
    session: world.id,
    seat: rosa.seat,
    recording,
    segment: '0',
    number: String(number),
    body,
  });
};
const piecesOf = async ({ world, recording }: Left) =>
  (await env.RECORDINGS.list({ prefix: `${recordingBase(world.id, recording)}/pieces/` })).objects.length;
const mayRecord = ({ world, rosa, recording }: Left) => world.room.mayRecord(rosa.seat, recording, 0);
const noMore = ({ world, rosa, recording }: Left) => world.room.noMore(rosa.seat, recording, 0, null);
const untilCleared = (left: Left) =>
  soon(
    async () => {
      await runDurableObjectAlarm(left.world.room);
      return piecesOf(left);
    },
    (pieces) => pieces === 0,
  );
const untilIs = (left: Left, status: string) =>
  soon(
    async () => {
      await runDurableObjectAlarm(left.world.room);
      return rowOf(left);
    },
    (row) => row?.status === status,
  );

/** A meeting whose recorder handed over head and three pieces and went without a word; the file was made of that. */
async function madeWithout(): Promise<Left> {
  const world = await roomWorld({ recordingPolicy: 'automatic' });
  const rosa = await comeIn(world, 'researcher', { enter: { canRecord: true } });
  await comeIn(world, 'participant', { enter: { consent: { version: 1 } } });
  const { recording } = await rosa.hears('record');
  const left = { world, rosa, recording };
  for (const number of [0, 1, 2, 3]) await handOver(left, number);
  rosa.say({ t: 'end' });
  await rosa.hears('record_stop');
  rosa.socket.close();
  ahead += RECORDED_WAIT + SECOND;
  await untilIs(left, 'ready');
  return left;
}

test('pieces that come days after the file was made are in it then, and nobody is mailed twice', async () => {
  const left = await madeWithout();
  const before = await rowOf(left);
  ahead += 3 * DAY;
  await Promise.all([4, 5].map((number) => handOver(left, number)));
  expect(await untilIs(left, 'finishing')).toMatchObject({ percent: 0, finishedAt: null });
  ahead += RECORDED_WAIT + SECOND;
  const after = await untilIs(left, 'ready');
  expect(after?.durationMs).toBe((before?.durationMs ?? 0) + 4_000);
  expect(after?.objectKey).toBe(before?.objectKey);
  const story = await db.select().from(timeline).where(eq(timeline.sessionId, left.world.id)).orderBy(asc(timeline.at));
  expect(story.map(({ kind }) => kind).filter((kind) => /^recording_(ready|reopened)$/.test(kind))).toEqual([
    'recording_ready',
    'recording_reopened',
    'recording_ready',
  ]);
  const sent = await db.select().from(mails).where(eq(mails.sessionId, left.world.id));
  expect(sent.filter(({ kind }) => kind === 'recording_ready')).toHaveLength(1);
});

test('a piece that is there already changes nothing, however late it is sent again', async () => {
  const left = await madeWithout();
  expect(await handOver(left, 2)).toMatchObject({ savedMs: 6_000 });
  await runDurableObjectAlarm(left.world.room);
  expect((await rowOf(left))?.status).toBe('ready');
});

test('they are welcome for a week, for which what has landed is kept', async () => {
  const left = await madeWithout();
  expect(await piecesOf(left)).toBeGreaterThan(0);
  ahead += LATE_PIECES_FOR - 60 * SECOND;
  await runDurableObjectAlarm(left.world.room);
  expect(await mayRecord(left)).toEqual({ takes: 'meeting' });
  ahead += 60 * SECOND;
  await untilCleared(left);
  expect(await mayRecord(left)).toEqual({ refused: 'recording_over' });
  await expect(handOver(left, 4)).rejects.toMatchObject({ code: 'recording_over' });
  expect(await rowOf(left)).toMatchObject({ status: 'ready', durationMs: 6_000 });
});

test('while the file is being made again they wait in the browser, and once it was deleted there is nothing to add to', async () => {
  const left = await madeWithout();
  await handOver(left, 4);
  ahead += RECORDED_WAIT + SECOND;
  await soon(
    async () => {
      const leave = await mayRecord(left);
      if (!('refused' in leave)) await runDurableObjectAlarm(left.world.room);
      return leave;
    },
    (leave) => 'refused' in leave,
  );
  await expect(handOver(left, 5)).rejects.toMatchObject({ code: 'storage_full' });
  await untilIs(left, 'ready');
  await left.world.room.dropRecording(left.recording);
  expect(await mayRecord(left)).toEqual({ refused: 'recording_over' });
});

test('when their browser says that it has no more, the file is made again at once, and nothing is kept for the week', async () => {
  const left = await madeWithout();
  ahead += 3 * DAY;
  await Promise.all([4, 5].map((number) => handOver(left, number)));
  await noMore(left);
  expect((await untilIs(left, 'ready'))?.durationMs).toBe(10_000);
  await untilCleared(left);
  await noMore(left);
  await runDurableObjectAlarm(left.world.room);
  expect(await rowOf(left)).toMatchObject({ status: 'ready', durationMs: 10_000 });
});

test('it may say so when the file is long made, and with a piece missing for good', async () => {
  const left = await madeWithout();
  await handOver(left, 5);
  ahead += RECORDED_WAIT + SECOND;
  const made = await untilIs(left, 'ready');
  expect(await piecesOf(left)).toBeGreaterThan(0);
  await noMore(left);
  await untilCleared(left);
  expect(await rowOf(left)).toEqual(made);
});

test("nobody's word but its owner's ends the waiting", async () => {
  const left = await madeWithout();
  await left.world.room.noMore('seat-of-another', left.recording, 0, null);
  await left.world.room.noMore(left.rosa.seat, left.recording, 7, null);
  ahead += DAY;
  await runDurableObjectAlarm(left.world.room);
  expect(await piecesOf(left)).toBeGreaterThan(0);
  expect(await mayRecord(left)).toEqual({ takes: 'meeting' });
});
