import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import type { MadeRecording } from '../../test/edge/made-fragments.ts';
import { makeRecording } from '../../test/edge/made-fragments.ts';
import { plannedFile } from '../../test/edge/planned-file.ts';
import type { FinishStep } from './finish.ts';
import { finishStep, PART_BYTES } from './finish.ts';
import { fragmentKey } from './keys.ts';
import { makeTable } from './mp4/fragment.ts';
import { createShelf } from './shelf.ts';

const NOON = Date.UTC(2025, 9, 14, 12);
/** 3 MB a fragment: four of them need two parts of 8 MiB. */
const large = makeRecording({ count: 4, pictureBytes: 60_000 });
const largeFile = plannedFile([large]);
/** Ten megabytes go to R2 and come back in some tests. ms */
const SLOW = 30_000;
const small = makeRecording({ count: 2 });

/** A recording whose pieces all lie in the bucket and on the shelf of a Room. */
interface Landed {
  sql: SqlStorage;
  session: string;
  step: (parts?: number) => Promise<FinishStep>;
  file: () => Promise<Uint8Array | null>;
}

async function withLanded(made: MadeRecording, use: (landed: Landed) => Promise<void>): Promise<void> {
  const session = crypto.randomUUID();
  await runInDurableObject(env.ROOM.getByName(session), async (_, { storage: { sql } }) => {
    const shelf = createShelf(sql);
    shelf.begin('r', NOON);
    const segment = shelf.openSegment('r', NOON);
    for (const [number, bytes] of made.fragments.entries()) {
      const objectKey = fragmentKey({ session, recording: 'r', segment, number });
      const table = number === 0 ? bytes : makeTable(bytes);
      const piece = {
        recording: 'r',
        segment,
        number,
        seat: 'seat',
        objectKey,
        bytes: bytes.length,
        sha256: '',
        table,
      };
      await env.RECORDINGS.put(objectKey, bytes);
      shelf.add(piece, NOON);
    }
    // Each step opens the shelf anew, as a Room does that was gone in between.
    const step = (parts = 1) => finishStep(createShelf(sql), env.RECORDINGS, 'r', { parts });
    const file = async () => (await (await env.RECORDINGS.get(`recordings/${session}/r.mp4`))?.bytes()) ?? null;
    await use({ sql, session, step, file });
  });
}

async function finishAll(step: Landed['step']): Promise<FinishStep> {
  let answer = await step();
  for (let steps = 0; answer.kind === 'more' && steps < 20; steps++) answer = await step();
  return answer;
}

const sameBytes = (a: Uint8Array | null | undefined, b: Uint8Array | null | undefined) =>
  a && b ? Buffer.compare(a, b) === 0 : false;

test('a small recording is finished in one step, and asking again answers the same', () =>
  withLanded(small, async ({ session, step, file }) => {
    const done = await step();
    const planned = await plannedFile([small]);
    const objectKey = `recordings/${session}/r.mp4`;
    expect(done).toEqual({ kind: 'done', objectKey, durationMs: 4000, bytes: planned?.bytes.length, gaps: [] });
    expect(sameBytes(await file(), planned?.bytes)).toBe(true);
    expect(await step()).toEqual(done);
    expect((await env.RECORDINGS.head(objectKey))?.httpMetadata?.contentType).toBe('video/mp4');
  }));

test(
  'a large one is made part by part, the Room gone after each, and comes out the same to the byte',
  () =>
    withLanded(large, async ({ step, file }) => {
      const planned = await largeFile;
      expect(planned?.bytes.length).toBeGreaterThan(PART_BYTES);
      expect((await step()).kind).toBe('more');
      expect((await step()).kind).toBe('done');
      expect(sameBytes(await file(), planned?.bytes)).toBe(true);
    }),
  SLOW,
);

test(
  'a crash after a part was stored and before it was noted sends that part again',
  () =>
    withLanded(large, async ({ sql, step, file }) => {
      await step();
      sql.exec('DELETE FROM shelf_parts');
      expect((await finishAll(step)).kind).toBe('done');
      expect(sameBytes(await file(), (await largeFile)?.bytes)).toBe(true);
    }),
  SLOW,
);

test(
  'a crash between completing the file and noting it ends well',
  () =>
    withLanded(large, async ({ sql, step, file }) => {
      const done = await step(9);
      sql.exec("UPDATE shelf_recordings SET state = 'finishing', done = NULL");
      expect(await step(9)).toEqual(done);
      expect(sameBytes(await file(), (await largeFile)?.bytes)).toBe(true);
    }),
  SLOW,
);

test(
  'an upload that R2 has forgotten is begun anew',
  () =>
    withLanded(large, async ({ sql, session, step, file }) => {
      await step();
      const { id } = sql.exec<{ id: string }>('SELECT upload_id AS id FROM shelf_recordings').one();
      await env.RECORDINGS.resumeMultipartUpload(`recordings/${session}/r.mp4`, id).abort();
      expect((await finishAll(step)).kind).toBe('done');
      expect(sameBytes(await file(), (await largeFile)?.bytes)).toBe(true);
    }),
  SLOW,
);

test(
  'a piece that is gone from the bucket in the middle of it becomes a gap',
  () =>
    withLanded(large, async ({ session, step, file }) => {
      await step();
      await env.RECORDINGS.delete(fragmentKey({ session, recording: 'r', segment: 0, number: 3 }));
      const done = await finishAll(step);
      expect(done).toMatchObject({ kind: 'done', durationMs: 8000, gaps: [{ fromMs: 4000, toMs: 6000 }] });
      const without = large.fragments.map((bytes, number) => (number === 3 ? undefined : bytes));
      expect(sameBytes(await file(), (await plannedFile([{ fragments: without }]))?.bytes)).toBe(true);
    }),
  SLOW,
);

test('a recording of which nothing usable arrived says so in plain words', async () => {
  const [head = new Uint8Array()] = small.fragments;
  await withLanded({ ...small, fragments: [head.slice()] }, async ({ step }) => {
    const failed = await step();
    expect(failed).toEqual({ kind: 'failed', reason: 'No picture or sound of this Session ever arrived.' });
    expect(await step()).toEqual(failed);
  });
});

test('fragments stay in the bucket after finishing', () =>
  withLanded(small, async ({ session, step }) => {
    await step();
    const { objects } = await env.RECORDINGS.list({ prefix: `recordings/${session}/r/` });
    expect(objects).toHaveLength(3);
  }));
