import type { Making, Work } from './finish.ts';
import type { StoredPart } from './progress.ts';
import { noSums } from './track-sums.ts';

/** R2 wants equal parts of at least 5 MiB; one of these and one object of pieces fit well into an isolate. Bytes. */
export const PART_BYTES = 8 * 1024 * 1024;

/** R2's code for a multipart upload it no longer knows: finished, aborted, or a week old. */
const NO_SUCH_UPLOAD = '10024';

/**
 * Stores the next parts of the planned file, at most `budget`; after the last one the file is complete and can be read
 * back. Answers true when an object of pieces turned out to be lost: the plan has to be made anew, without it.
 */
export async function copyParts(work: Work, { plan, reader, memory }: Making, budget: number): Promise<boolean> {
  const { progress } = work;
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
      progress.dropUpload();
      await upload.abort();
      return true;
    }
    const { partNumber, etag } = await forgetting(work, upload.uploadPart(number, bytes));
    const part = { partNumber, etag, sums: structuredClone(sums) };
    progress.addPart(part);
    parts.push(part);
  }
  if (parts.length === partsInAll) await completeFile(work, plan.bytes, { upload, parts });
  return false;
}

interface Upload {
  upload: R2MultipartUpload;
  parts: StoredPart[];
}

/** After a crash between completing the upload and noting it, the file is there already. */
async function completeFile(work: Work, bytes: number, { upload, parts }: Upload): Promise<void> {
  const there = await work.bucket.head(work.objectKey);
  if (there?.size !== bytes) {
    const uploaded = parts.map(({ partNumber, etag }) => ({ partNumber, etag }));
    await forgetting(work, upload.complete(uploaded));
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
    if (String(error).includes(NO_SUCH_UPLOAD)) progress.dropUpload();
    throw error;
  }
}
