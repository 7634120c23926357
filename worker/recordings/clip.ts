import { AppError } from '../../wire/errors.ts';
import { logError } from '../lib/log.ts';
import { contentDisposition } from './file-name.ts';
import type { Cut } from './mp4/cut.ts';
import { planCut } from './mp4/cut.ts';
import { indexLength } from './mp4/read-index.ts';
import { readRange } from './read-range.ts';
import type { StoredFile } from './serve.ts';

/** A stretch of a finished file of `bytes`, ms in it. */
export interface Clip extends StoredFile {
  bytes: number;
  fromMs: number;
  toMs: number;
}

/** Enough for the index of an hour and a half; a longer one takes a second read. Bytes. */
const INDEX_GUESS_BYTES = 2 * 1024 * 1024;

/**
 * Answers with a clip as an mp4 of its own, cut without re-encoding. It begins at the key frame at or before `fromMs`: where, says
 * the header X-Clip-From-Ms. The pictures never pass through memory: R2's ranges are piped out. `later`: waitUntil.
 * AppError `not_found` when the object is not in the bucket, `clip_bad` when there is no picture at that place.
 */
export async function serveClip(
  bucket: R2Bucket,
  clip: Clip,
  request: Request,
  later: (work: Promise<unknown>) => void,
): Promise<Response> {
  const cut = planCut(await readFileIndex(bucket, clip), clip.fromMs, clip.toMs);
  if (!cut) throw new AppError('clip_bad', { message: 'There is no picture at that place of the recording.' });
  const headers = {
    'Accept-Ranges': 'none',
    'Cache-Control': 'private, no-store',
    'Content-Disposition': contentDisposition('attachment', clip.fileName),
    'Content-Length': String(cut.bytes),
    'Content-Type': 'video/mp4',
    'X-Clip-From-Ms': String(cut.fromMs),
  };
  if (request.method === 'HEAD') return new Response(null, { headers });
  const { readable, writable } = new FixedLengthStream(cut.bytes);
  later(pipeCut(bucket, clip.objectKey, cut, writable));
  return new Response(readable, { headers });
}

async function readFileIndex(bucket: R2Bucket, { objectKey, bytes }: Clip): Promise<Uint8Array> {
  const read = async (length: number) => {
    const start = await readRange(bucket, objectKey, { offset: 0, length }, new ArrayBuffer(length));
    if (!start) throw new AppError('not_found');
    return start;
  };
  const start = await read(Math.min(bytes, INDEX_GUESS_BYTES));
  const length = indexLength(start);
  return (length > start.length ? await read(length) : start).subarray(0, length);
}

async function pipeCut(bucket: R2Bucket, objectKey: string, { head, ranges }: Cut, out: WritableStream): Promise<void> {
  try {
    const writer = out.getWriter();
    await writer.write(head);
    writer.releaseLock();
    for (const range of ranges) {
      const object = await bucket.get(objectKey, { range });
      if (!object) return await out.abort(new AppError('not_found'));
      await object.body.pipeTo(out, { preventClose: true });
    }
    await out.close();
  } catch (error) {
    // Whoever downloads has gone, or storage failed: the answer ends short of its length, and they see that.
    logError('clip_cut_short', error);
  }
}
