import { logError } from '../lib/log.ts';
import type { Making, Work } from './finish.ts';
import { readInOrder } from './mp4/stream.ts';
import type { StoredPart } from './progress.ts';
import { readRange } from './read-range.ts';
import { noSums } from './track-sums.ts';

/** R2 wants equal parts of at least 5 MiB; one of these and one object of pieces fit well into an isolate. Bytes. */
export const PART_BYTES = 8 * 1024 * 1024;

/** R2's code for a multipart upload it no longer knows: finished, aborted, or a week old. */
const NO_SUCH_UPLOAD = '10024';

/**
 * Stores the next parts of the planned file, at most `budget`; after the last one the file is complete and can be read
 * back. Answers true when an object of pieces turned out to be lost: the plan has to be made anew, without it.
 */
export async function copyParts(work: Work, making: Making, budget: number): Promise<boolean> {
  const { progress, bucket } = work;
  const { plan, memory } = making;
  const reader = (making.reader ??= readInOrder(plan, (...range) => readRange(bucket, ...range)));
  const { upload, parts } = await openUpload(work);
  const partsInAll = Math.ceil(plan.bytes / PART_BYTES);
  const last = Math.min(partsInAll, parts.length + budget);
  const sums = structuredClone(parts.at(-1)?.sums ?? noSums());
  for (let number = parts.length + 1; number <= last; number++) {
    const from = (number - 1) * PART_BYTES;
    const bytes = new Uint8Array(memory, 0, Math.min(PART_BYTES, plan.bytes - from));
    const lost = await reader.fill(from, bytes, sums);
    if (lost !== null) {
      progress.markLost(lost);
      await dropUpload(work);
      return true;
    }
    const { partNumber, etag } = await forgetting(work, upload.uploadPart(number, bytes));
    const part = { partNumber, etag, sums: structuredClone(sums) };
    progress.addPart(part);
    parts.push(part);
  }
  if (parts.length < partsInAll) return false;
  await completeFile(work, plan.bytes, { upload, parts });
  making.reader = null;
  return false;
}

interface Upload {
  upload: R2MultipartUpload;
  parts: StoredPart[];
}

/** After a crash between completing the upload and noting it, R2 knows no such upload, and the file is there. */
async function completeFile(work: Work, bytes: number, { upload, parts }: Upload): Promise<void> {
  const uploaded = parts.map(({ partNumber, etag }) => ({ partNumber, etag }));
  try {
    await upload.complete(uploaded);
  } catch (error) {
    const isGone = isUnknownUpload(error);
    if (!isGone || (await work.bucket.head(work.objectKey))?.size !== bytes) {
      if (isGone) work.progress.dropUpload();
      throw error;
    }
  }
  work.progress.noteReadBack({ at: 0, sums: noSums() });
}

async function openUpload({ progress, bucket, objectKey }: Work): Promise<Upload> {
  const open = progress.upload();
  if (open) return { upload: bucket.resumeMultipartUpload(objectKey, open.id), parts: open.parts };
  const upload = await bucket.createMultipartUpload(objectKey, { httpMetadata: { contentType: 'video/mp4' } });
  progress.startUpload(upload.uploadId);
  return { upload, parts: [] };
}

/** An upload that R2 does not know any more is begun anew at the next step. */
async function forgetting<T>({ progress }: Work, call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (isUnknownUpload(error)) progress.dropUpload();
    throw error;
  }
}

const isUnknownUpload = (error: unknown) => String(error).includes(NO_SUCH_UPLOAD);

/**
 * The file is begun anew, and the parts of this try are given back: no listing shows them. Where storage does not listen, it
 * drops them itself after a week.
 */
export async function dropUpload({ progress, bucket, objectKey }: Work): Promise<void> {
  const open = progress.upload();
  progress.dropUpload();
  if (!open) return;
  await bucket
    .resumeMultipartUpload(objectKey, open.id)
    .abort()
    .catch((error: unknown) => logError('upload_not_aborted', error));
}
