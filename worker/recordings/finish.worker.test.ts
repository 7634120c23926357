import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import {
  bucketThat,
  finishAll,
  large,
  largeFile,
  NOON,
  sameBytes,
  small,
  withLanded,
} from '../../test/edge/landed-recording.ts';
import { plannedFile } from '../../test/edge/planned-file.ts';
import type { FinishStep } from './finish.ts';
import { PART_BYTES } from './copy.ts';
import { finishStep } from './finish.ts';
import { fileKey, pieceKey } from './keys.ts';
import { createShelf } from './shelf.ts';

test('a small recording is finished in two steps, and asking again answers the same', () =>
  withLanded(small, async ({ base, step, file }) => {
    expect(await step(9)).toMatchObject({ kind: 'more', afterMs: 0 });
    const done = await step(9);
    const planned = await plannedFile([{ ...small, beganAtMs: NOON }]);
    expect(done).toEqual({
      kind: 'done',
      hasPicture: true,
      objectKey: fileKey(base),
      durationMs: 4000,
      bytes: planned?.bytes.length,
      gaps: [],
      zeroAtMs: NOON,
    });
    expect(sameBytes(await file(), planned?.bytes)).toBe(true);
    expect(await step()).toEqual(done);
    expect((await env.RECORDINGS.head(fileKey(base)))?.httpMetadata?.contentType).toBe('video/mp4');
  }));

test('a large one is made bit by bit, the Room gone after each, and comes out the same to the byte', () =>
  withLanded(large, async ({ step, file }) => {
    const planned = await largeFile;
    expect(planned?.bytes.length).toBeGreaterThan(PART_BYTES);
    const percents: number[] = [];
    let answer = await step();
    for (; answer.kind === 'more'; answer = await step()) percents.push(answer.percent);
    expect(answer.kind).toBe('done');
    expect(percents).toEqual(percents.toSorted((a, b) => a - b));
    expect(percents.at(-1)).toBeGreaterThan(60);
    expect(sameBytes(await file(), planned?.bytes)).toBe(true);
  }));

test('only the file is left in the bucket and on the shelf once it was read back', () =>
  withLanded(large, async ({ sql, step, keys }) => {
    let answer = await step();
    for (; answer.kind === 'more'; answer = await step()) {
      const pieces = sql.exec<{ n: number }>('SELECT count(*) AS n FROM shelf_fragments').one().n;
      expect(pieces).toBe(large.fragments.length);
    }
    expect(await keys()).toEqual(['.mp4']);
    for (const table of ['shelf_fragments', 'shelf_bytes', 'shelf_file_parts']) {
      expect(sql.exec(`SELECT 1 FROM ${table}`).toArray()).toEqual([]);
    }
  }));

test('a crash between deleting the pieces and knowing it ends well', () =>
  withLanded(small, async ({ sql, step, keys }) => {
    const done = await finishAll(step);
    sql.exec('UPDATE shelf_making SET cleared = 0');
    expect(await step()).toEqual(done);
    expect(await keys()).toEqual(['.mp4']);
  }));

test('pieces that cannot be deleted keep nobody from watching for long', () =>
  withLanded(small, async ({ step }) => {
    const stubborn = bucketThat({ delete: () => Promise.reject(new Error('no deleting today')) });
    const answer = await finishAll(() => step(9, stubborn));
    expect(answer.kind).toBe('done');
  }));

test('a crash after an object of pieces was stored and before it was noted stores them again, and leaves nothing behind', () =>
  withLanded(large, async ({ step, file, keys }) => {
    const crashing = bucketThat({
      put: async (...args: Parameters<R2Bucket['put']>) => {
        await env.RECORDINGS.put(...args);
        throw new Error('gone');
      },
    });
    expect(await step(1, crashing)).toMatchObject({ kind: 'more', afterMs: 1000 });
    expect(await keys()).toHaveLength(1);
    expect((await finishAll(step)).kind).toBe('done');
    expect(sameBytes(await file(), (await largeFile)?.bytes)).toBe(true);
    expect(await keys()).toEqual(['.mp4']);
  }));

test('a crash after a part was stored and before it was noted sends that part again', () =>
  withLanded(large, async ({ sql, step, file }) => {
    for (let parts = 0; parts === 0; parts = sql.exec('SELECT 1 FROM shelf_file_parts').toArray().length) await step();
    sql.exec('DELETE FROM shelf_file_parts');
    expect((await finishAll(step)).kind).toBe('done');
    expect(sameBytes(await file(), (await largeFile)?.bytes)).toBe(true);
  }));

test('a crash between completing the file and noting it ends well', () =>
  withLanded(large, async ({ sql, step, file }) => {
    const isWritten = () => sql.exec('SELECT 1 FROM shelf_making WHERE checked IS NOT NULL').toArray().length > 0;
    while (!isWritten()) await step();
    sql.exec('UPDATE shelf_making SET checked = NULL');
    expect((await finishAll(step)).kind).toBe('done');
    expect(sameBytes(await file(), (await largeFile)?.bytes)).toBe(true);
  }));

test('an upload that R2 has forgotten is begun anew', () =>
  withLanded(large, async ({ sql, base, step, file }) => {
    const upload = () => sql.exec<{ id: string | null }>('SELECT upload_id AS id FROM shelf_recordings').one().id;
    while (!upload()) await step();
    await env.RECORDINGS.resumeMultipartUpload(fileKey(base), upload() ?? '').abort();
    expect((await finishAll(step)).kind).toBe('done');
    expect(sameBytes(await file(), (await largeFile)?.bytes)).toBe(true);
  }));

test('R2 refusing everything for a minute costs a minute, and not a piece', () =>
  withLanded(large, async ({ shelf, step, file }) => {
    const refusing = bucketThat(
      Object.fromEntries(
        ['get', 'head', 'put', 'createMultipartUpload', 'list', 'delete'].map((call) => [
          call,
          () => Promise.reject(new Error('R2: internal error (10001)')),
        ]),
      ),
    );
    let waited = 0;
    for (const refuses of ['while pieces are moved', 'while parts are copied', 'while the file is read back']) {
      while (waited < 60_000) {
        const answer = await step(1, refusing);
        if (answer.kind !== 'more') throw new Error(`${answer.kind} ${refuses}`);
        waited += answer.afterMs;
      }
      waited = 0;
      for (const until = shelf.progress('r').readBack(); ;) {
        await step();
        const { upload, readBack } = { upload: shelf.progress('r').upload(), readBack: shelf.progress('r').readBack() };
        if (upload?.parts.length || (readBack && !until)) break;
      }
    }
    expect((await finishAll(step)).kind).toBe('done');
    expect(sameBytes(await file(), (await largeFile)?.bytes)).toBe(true);
  }));

test('a file that cannot be stored for hours fails in words, keeps every piece, and is made when it is tried again', () =>
  withLanded(small, async ({ shelf, step, file }) => {
    const refusing = bucketThat({
      createMultipartUpload: () => Promise.reject(new Error('R2: internal error (10001)')),
    });
    let answer = await step(9, refusing);
    let waited = 0;
    for (; answer.kind === 'more'; answer = await step(9, refusing)) waited += answer.afterMs;
    expect(answer).toMatchObject({ kind: 'failed', reason: expect.stringContaining('All pieces of it are kept') });
    expect(waited).toBeGreaterThan(2 * 3_600_000);
    expect(await step()).toEqual(answer);
    shelf.progress('r').reopen();
    expect((await finishAll(step)).kind).toBe('done');
    expect(sameBytes(await file(), (await plannedFile([small]))?.bytes)).toBe(true);
  }));

test('a file that does not come out as it went in is never called ready, and no piece of it is deleted', () =>
  withLanded(small, async ({ shelf, step, keys }) => {
    const corrupting = bucketThat({
      createMultipartUpload: async (...args) => corrupted(await env.RECORDINGS.createMultipartUpload(...args)),
      resumeMultipartUpload: (...args) => corrupted(env.RECORDINGS.resumeMultipartUpload(...args)),
    });
    const answer = await finishAll(() => step(9, corrupting));
    expect(answer).toMatchObject({ kind: 'failed', reason: expect.stringContaining('All pieces of it are kept') });
    expect(await keys()).toEqual(['/pieces/000001']);
    shelf.progress('r').reopen();
    expect((await finishAll(step)).kind).toBe('done');
  }));

/** Stores each part with its last byte changed. */
const corrupted = (upload: R2MultipartUpload): R2MultipartUpload => ({
  key: upload.key,
  uploadId: upload.uploadId,
  abort: () => upload.abort(),
  complete: (parts) => upload.complete(parts),
  uploadPart: (number, bytes) => {
    const changed = new Uint8Array(bytes as Uint8Array);
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    return upload.uploadPart(number, changed);
  },
});

test('finishing called twice at once is one finishing', () =>
  withLanded(small, async ({ sql, file }) => {
    const shelf = createShelf(sql);
    let answers = [];
    do {
      answers = await Promise.all([1, 2, 3].map(() => finishStep(shelf, env.RECORDINGS, 'r')));
      expect(answers[1]).toEqual(answers[0]);
    } while (answers[0]?.kind === 'more');
    expect(answers[2]?.kind).toBe('done');
    expect(sameBytes(await file(), (await plannedFile([small]))?.bytes)).toBe(true);
  }));

test('even two Rooms at once that know nothing of each other make the same file', () =>
  withLanded(large, async ({ sql, file }) => {
    const shelves = [createShelf(sql), createShelf(sql)];
    let answers: FinishStep[] = [];
    do {
      answers = await Promise.all(shelves.map((shelf) => finishStep(shelf, env.RECORDINGS, 'r', { parts: 1 })));
    } while (answers.some(({ kind }) => kind === 'more'));
    expect(answers.map(({ kind }) => kind)).toEqual(['done', 'done']);
    expect(sameBytes(await file(), (await largeFile)?.bytes)).toBe(true);
  }));

test('an object of pieces that is gone from the bucket becomes a gap', () =>
  withLanded(large, async ({ sql, base, step, file }) => {
    const uploaded = () => sql.exec('SELECT 1 FROM shelf_file_parts').toArray().length;
    while (uploaded() === 0) await step();
    await env.RECORDINGS.delete(pieceKey(base, 2));
    const done = await finishAll(step);
    const left = sql.exec<{ n: number }>('SELECT count(*) AS n FROM shelf_fragments').one().n;
    expect([done.kind, left]).toEqual(['done', 0]);
    const without = large.fragments.slice(0, 4);
    expect(sameBytes(await file(), (await plannedFile([{ fragments: without }]))?.bytes)).toBe(true);
  }));

test('a recording of which nothing usable arrived says so in plain words', async () => {
  const [head = new Uint8Array()] = small.fragments;
  await withLanded({ ...small, fragments: [head.slice()] }, async ({ step }) => {
    const failed = await step();
    expect(failed).toEqual({ kind: 'failed', reason: 'No picture or sound of this Session ever arrived.' });
    expect(await step()).toEqual(failed);
  });
});
