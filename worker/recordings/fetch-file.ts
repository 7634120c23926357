import { logError } from '../lib/log.ts';
import { PART_BYTES } from './copy.ts';
import { fileKey } from './keys.ts';

/** How far a finished file has been copied from where it lies for some days into the bucket; plain JSON, kept between steps. */
export interface FetchedFile {
  /** Bytes in all; null until the first answer says so. */
  bytes: number | null;
  upload: string | null;
  parts: R2UploadedPart[];
}

export const NOTHING_FETCHED: FetchedFile = { bytes: null, upload: null, parts: [] };

/** Parts one call copies: 128 MiB, some seconds. */
const PARTS_A_STEP = 16;
/** A part is 8 MiB; a service that needs longer for it is tried again. ms */
const PART_WITHIN = 60_000;
/** R2's code for a multipart upload it no longer knows: finished, aborted, or a week old. */
const NO_SUCH_UPLOAD = '10024';
/** Every mp4 begins with its length and this (ISO/IEC 14496-12, 4.3). */
const FTYP = [0x66, 0x74, 0x79, 0x70];

/**
 * Copies the next parts by ranges, at most 16; `done` when the whole file lies in the bucket with its known length. `keep` is called
 * with each state that is true from then on. Throws when it did not go on: what was kept is the place to begin again.
 */
export async function fetchParts(
  bucket: R2Bucket,
  base: string,
  from: { url: string; bytes: number | null },
  before: FetchedFile,
  keep: (state: FetchedFile) => void,
): Promise<{ done: boolean; state: FetchedFile }> {
  const key = fileKey(base);
  let state = before;
  const change = (next: Partial<FetchedFile>) => keep((state = { ...state, ...next }));
  // Another length is another file: what was copied of the one before is of no use.
  if (from.bytes !== null && state.bytes !== null && from.bytes !== state.bytes) change(NOTHING_FETCHED);
  if (state.bytes === null) change({ bytes: from.bytes ?? (await lengthOf(from.url)) });
  const bytes = state.bytes ?? 0;
  if (bytes === 0) throw new Error('The file is empty.');
  const inAll = Math.ceil(bytes / PART_BYTES);
  if (state.upload === null) {
    const made = await bucket.createMultipartUpload(key, { httpMetadata: { contentType: 'video/mp4' } });
    change({ upload: made.uploadId, parts: [] });
  }
  const upload = bucket.resumeMultipartUpload(key, state.upload ?? '');
  try {
    for (let copied = 0; state.parts.length < inAll && copied < PARTS_A_STEP; copied += 1) {
      const number = state.parts.length + 1;
      const at = (number - 1) * PART_BYTES;
      const part = await readPart(from.url, at, Math.min(at + PART_BYTES, bytes), bytes);
      if (number === 1) requireMp4(part);
      const { partNumber, etag } = await upload.uploadPart(number, part);
      change({ parts: [...state.parts, { partNumber, etag }] });
    }
    if (state.parts.length < inAll) return { done: false, state };
    await complete(bucket, key, upload, state.parts, bytes);
  } catch (error) {
    if (String(error).includes(NO_SUCH_UPLOAD)) change({ upload: null, parts: [] });
    throw error;
  }
  return { done: true, state };
}

/** After a crash between completing the upload and noting it, the file is there already. */
async function complete(
  bucket: R2Bucket,
  key: string,
  upload: R2MultipartUpload,
  parts: R2UploadedPart[],
  bytes: number,
): Promise<void> {
  if ((await bucket.head(key))?.size === bytes) return;
  await upload.complete(parts);
  const stored = await bucket.head(key);
  if (stored?.size === bytes) return;
  logError('fetched_file_differs', new Error('Its length is another.'), { bytes, stored: stored?.size ?? null });
  throw new Error('The file did not come out of storage as long as it went in.');
}

async function lengthOf(url: string): Promise<number> {
  const response = await fetch(url, { headers: { range: 'bytes=0-0' }, signal: AbortSignal.timeout(PART_WITHIN) });
  await response.body?.cancel();
  return totalOf(response);
}

async function readPart(url: string, at: number, end: number, total: number): Promise<ArrayBuffer> {
  const range = `bytes=${at}-${end - 1}`;
  const response = await fetch(url, { headers: { range }, signal: AbortSignal.timeout(PART_WITHIN) });
  if (totalOf(response) !== total) throw new Error('The file changed while it was copied.');
  const part = await response.arrayBuffer();
  if (part.byteLength !== end - at) throw new Error(`A part has ${part.byteLength} bytes instead of ${end - at}.`);
  return part;
}

/** Of the whole file (RFC 9110, 14.4). Throws when this is no part of one. */
function totalOf(response: Response): number {
  const [, total] = /^bytes \d+-\d+\/(\d+)$/.exec(response.headers.get('content-range') ?? '') ?? [];
  if (response.status !== 206 || total === undefined) throw new Error(`The file is not there: ${response.status}.`);
  return Number(total);
}

function requireMp4(part: ArrayBuffer): void {
  const head = new Uint8Array(part, 0, Math.min(8, part.byteLength));
  if (!FTYP.every((byte, index) => head[4 + index] === byte)) throw new Error('The file is no mp4.');
}
