import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { bucketThat, finishAll, large, largeFile, sameBytes, withLanded } from '../../test/edge/landed-recording.ts';

/** The bucket whose multipart uploads have some of their calls done in another way. */
const uploadsThat = (change: (upload: R2MultipartUpload) => Partial<R2MultipartUpload>) => {
  const changed = (upload: R2MultipartUpload): R2MultipartUpload => ({
    key: upload.key,
    uploadId: upload.uploadId,
    abort: () => upload.abort(),
    complete: (parts) => upload.complete(parts),
    uploadPart: (number, bytes) => upload.uploadPart(number, bytes),
    ...change(upload),
  });
  return bucketThat({
    createMultipartUpload: async (...args) => changed(await env.RECORDINGS.createMultipartUpload(...args)),
    resumeMultipartUpload: (...args) => changed(env.RECORDINGS.resumeMultipartUpload(...args)),
  });
};
const refused = () => Promise.reject(new Error('R2: internal error (10001)'));

test('R2 failing in the middle of an upload costs a wait, and what was stored of it is not sent again', () =>
  withLanded(large, async ({ step, file }) => {
    const sent: number[] = [];
    const noting = (fails: number[]) =>
      uploadsThat((upload) => ({
        uploadPart: (number, bytes) => {
          if (fails.includes(number)) return refused();
          sent.push(number);
          return upload.uploadPart(number, bytes);
        },
      }));
    let answer = await step(9, noting([2]));
    while (answer.kind === 'more' && answer.afterMs === 0) answer = await step(9, noting([2]));
    expect(answer).toMatchObject({ kind: 'more', afterMs: 1_000 });
    expect((await finishAll(() => step(9, noting([])))).kind).toBe('done');
    expect(sent).toEqual([1, 2]);
    expect(sameBytes(await file(), (await largeFile)?.bytes)).toBe(true);
  }));

test('an upload that was completed without an answer is a finished file', () =>
  withLanded(large, async ({ step, file }) => {
    const unanswered = uploadsThat((upload) => ({
      complete: async (parts) => {
        await upload.complete(parts);
        throw new Error('The connection was lost.');
      },
    }));
    expect((await finishAll(() => step(9, unanswered))).kind).toBe('done');
    expect(sameBytes(await file(), (await largeFile)?.bytes)).toBe(true);
  }));

test('an upload that fails again and again is given back to R2 and begun anew', () =>
  withLanded(large, async ({ shelf, step, file }) => {
    const aborted: string[] = [];
    const stuck = uploadsThat((upload) => ({
      uploadPart: refused,
      abort: async () => {
        await upload.abort();
        aborted.push(upload.uploadId);
      },
    }));
    const uploads = new Set<string>();
    while (aborted.length < 2) {
      await step(9, stuck);
      const open = shelf.progress('r').upload();
      if (open) uploads.add(open.id);
    }
    expect([...uploads].slice(0, 2)).toEqual(aborted);
    expect((await finishAll(step)).kind).toBe('done');
    expect(sameBytes(await file(), (await largeFile)?.bytes)).toBe(true);
  }));

test('an object of pieces that is gone, and an upload that cannot be given back for it, still end in a file', () =>
  withLanded(large, async ({ base, sql, step, keys }) => {
    const unyielding = uploadsThat(() => ({ abort: refused }));
    while (sql.exec('SELECT 1 FROM shelf_file_parts').toArray().length === 0) await step(1, unyielding);
    await env.RECORDINGS.delete(`${base}/pieces/000002`);
    expect((await finishAll(() => step(1, unyielding))).kind).toBe('done');
    expect(await keys()).toEqual(['.mp4']);
  }));
