import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { eq } from 'drizzle-orm';
import { afterEach, expect, test, vi } from 'vitest';
import { makeRecording } from '../../test/edge/made-fragments.ts';
import { comeIn, roomWorld, soon, timelineAtRest } from '../../test/edge/room-world.ts';
import { openDb } from '../db/open.ts';
import { recordings } from '../db/schema.ts';
import { OBJECT_BYTES } from '../recordings/compact.ts';
import { recordingBase } from '../recordings/keys.ts';
import { takeInFragment } from '../recordings/take-in.ts';

/** A piece holds so much of the meeting, ms. */
const PIECE = 2_000;
/** From the first object's worth on the bucket takes nothing for a minute: in so many pieces. */
const REFUSED = 30;

afterEach(() => void vi.restoreAllMocks());

test('while the bucket takes nothing for a minute the meeting is saved in the Room, which tries every ten seconds, and nothing is missing in the end', async () => {
  let ahead = 0;
  const realNow = Date.now;
  vi.spyOn(Date, 'now').mockImplementation(() => realNow() + ahead);
  const [head, ...media] = makeRecording({ count: 60, pictureBytes: 12_000 }).fragments;
  const world = await roomWorld({ recordingPolicy: 'automatic' });
  const rosa = await comeIn(world, 'researcher', { enter: { canRecord: true } });
  const pat = await comeIn(world, 'participant', { enter: { consent: { version: 1 } } });
  const { recording, segment } = await rosa.hears('record');
  const pieces = async () =>
    (await env.RECORDINGS.list({ prefix: `${recordingBase(world.id, recording)}/pieces/` })).objects.length;
  const full = () =>
    runInDurableObject(world.room, (_room, { storage: { sql } }) => {
      const { bytes } = sql
        .exec<{ bytes: number }>("SELECT coalesce(sum(bytes), 0) AS bytes FROM shelf_fragments WHERE object_key = ''")
        .one();
      return bytes >= OBJECT_BYTES;
    });
  let landed = 0;
  const hand = async (bytes = new Uint8Array()) => {
    const body = { stream: new Blob([bytes.slice()]).stream(), declaredBytes: bytes.length };
    const place = { recording, segment: String(segment), number: String(landed++) };
    return takeInFragment(env, { session: world.id, seat: rosa.seat, ...place, body });
  };
  const next = async () => {
    const bytes = media.shift();
    ahead += PIECE;
    const { savedMs } = await hand(bytes);
    await runDurableObjectAlarm(world.room);
    return savedMs;
  };
  const failure = new Error('put: We encountered an internal error. Please try again. (10001)');
  const put = vi.spyOn(env.RECORDINGS, 'put').mockRejectedValue(failure);
  const logged = vi.spyOn(console, 'error').mockReturnValue();

  await hand(head);
  while (!(await full())) await next();
  for (let turn = 1; turn <= REFUSED; turn++) expect(await next()).toBe((landed - 1) * PIECE);
  expect(await pieces()).toBe(0);
  expect(put.mock.calls.length).toBeGreaterThanOrEqual(5);
  expect(put.mock.calls.length).toBeLessThanOrEqual(8);
  expect(new Set(logged.mock.calls.map(([line]) => (JSON.parse(String(line)) as { event: string }).event))).toEqual(
    new Set(['pieces_not_moved']),
  );

  put.mockRestore();
  while (await full()) await next();
  expect(await pieces()).toBeGreaterThanOrEqual(2);
  const told = pat.left().flatMap((message) => (message.t === 'recording' ? message.recording.state : []));
  expect(new Set(told)).toEqual(new Set(['on']));

  rosa.say({ t: 'end' });
  await rosa.hears('record_stop');
  rosa.say({ t: 'recorded', recording, segment, fragments: landed });
  const row = await soon(
    async () => {
      await runDurableObjectAlarm(world.room);
      return (await openDb(env.DB).select().from(recordings).where(eq(recordings.id, recording)))[0];
    },
    (found) => found?.status === 'ready' || found?.status === 'failed',
  );
  expect(row).toMatchObject({ status: 'ready', gaps: [], durationMs: (landed - 1) * PIECE });
  expect((await timelineAtRest(world)).map(({ kind }) => kind).filter((kind) => kind.startsWith('recording'))).toEqual([
    'recording_started',
    'recording_ready',
  ]);
});
