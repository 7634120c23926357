import { evictDurableObject, runDurableObjectAlarm } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { handOverAll, handOverFirst } from '../../test/edge/handed-pieces.ts';
import { comeIn, roomWorld, soon, timelineAtRest } from '../../test/edge/room-world.ts';
import { openDb } from '../db/open.ts';
import { recordings } from '../db/schema.ts';

/** Numbers of who comes in, in that order. */
const [ROSA, BEA, PAT] = [1, 2, 3];
const recorder = { enter: { canRecord: true } };
const consenting = { enter: { consent: { version: 1 } } };

test('a Researcher lets another record: both record until the new one’s pieces land, and it is one file without a gap', async () => {
  const world = await roomWorld({ recordingPolicy: 'automatic' });
  const rosa = await comeIn(world, 'researcher', recorder);
  const bea = await comeIn(world, 'researcher', { ...recorder, name: 'Bea', person: 'bea' });
  const pat = await comeIn(world, 'participant', consenting);
  const first = await rosa.hears('record');
  await handOverFirst(world, rosa, first, 2);
  bea.say({ t: 'let_record', n: BEA });
  const second = await bea.hears('record');
  expect(second).toMatchObject({ recording: first.recording, segment: 1 });
  await soon(
    async () => (await bea.hears('hosting')).hosting,
    ({ nextRecorder }) => nextRecorder !== null,
  );
  expect(rosa.unheard()).not.toContain('record_stop');
  await evictDurableObject(world.room);
  await handOverFirst(world, rosa, first, 3);
  await handOverFirst(world, bea, second, 1);
  expect(rosa.unheard()).not.toContain('record_stop');
  await handOverFirst(world, bea, second, 2);
  expect(await rosa.hears('record_stop')).toMatchObject({ recording: first.recording, segment: 0 });
  expect(
    await soon(
      async () => (await pat.hears('recording')).recording.by,
      (by) => by !== ROSA,
    ),
  ).toBe(BEA);
  await handOverAll(world, rosa, first);
  bea.say({ t: 'end' });
  await bea.hears('record_stop');
  await handOverAll(world, bea, second);
  const [row] = await soon(
    async () => {
      await runDurableObjectAlarm(world.room);
      return openDb(env.DB).select().from(recordings).where(eq(recordings.sessionId, world.id));
    },
    ([one]) => one?.status === 'ready',
  );
  expect(row?.gaps).toEqual([]);
  const kinds = (await timelineAtRest(world)).map(({ kind, byName }) => [kind, byName]);
  expect(kinds).toContainEqual(['recorder_chosen', 'Bea']);
});

test('a chosen recorder who fails changes nothing but for a word to the Researchers', async () => {
  const world = await roomWorld({ recordingPolicy: 'automatic' });
  const rosa = await comeIn(world, 'researcher', recorder);
  const bea = await comeIn(world, 'researcher', { ...recorder, name: 'Bea', person: 'bea' });
  await comeIn(world, 'participant', consenting);
  const first = await rosa.hears('record');
  await handOverFirst(world, rosa, first, 2);
  rosa.say({ t: 'let_record', n: BEA });
  const second = await bea.hears('record');
  const { recording, segment } = second;
  bea.say({ t: 'record_failed', recording, segment, reason: 'no encoder' });
  expect((await rosa.hears('error')).message).toMatch(/Bea’s browser did not begin to record. Rosa goes on/);
  await expect(handOverFirst(world, bea, second, 2)).rejects.toMatchObject({ code: 'not_allowed' });
  await handOverFirst(world, rosa, first, 3);
  expect(rosa.unheard()).not.toContain('record_stop');
});

test('who cannot record, is not in, or is no Researcher is not handed the recording, and the sentence says why', async () => {
  const world = await roomWorld({ recordingPolicy: 'automatic' });
  const rosa = await comeIn(world, 'researcher', recorder);
  await comeIn(world, 'researcher', { name: 'Bea', person: 'bea' });
  const pat = await comeIn(world, 'participant', consenting);
  await rosa.hears('record');
  const refusal = async (n: number) => {
    rosa.say({ t: 'let_record', n });
    return rosa.hears('error');
  };
  expect((await refusal(BEA)).message).toMatch(/Bea’s browser cannot record/);
  expect((await refusal(PAT)).message).toMatch(/Only a Researcher/);
  expect(await refusal(99)).toMatchObject({ code: 'person_gone', re: 'let_record' });
  pat.say({ t: 'let_record', n: 0 });
  expect(await pat.hears('error')).toMatchObject({ code: 'not_allowed' });
});
