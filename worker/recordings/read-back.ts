import { AppError } from '../../wire/errors.ts';
import { PART_BYTES } from './copy.ts';
import type { Making, Work } from './finish.ts';
import type { FileIndex } from './mp4/read-index.ts';
import { indexLength, readIndex } from './mp4/read-index.ts';
import type { ReadBack } from './progress.ts';
import { addTo, areEqual } from './track-sums.ts';

/** Enough for the index of three hours; a longer one takes a second read. Bytes. */
const INDEX_GUESS_BYTES = 4 * 1024 * 1024;

/**
 * Reads the finished file back, at most `budget` ranges of it, and compares what its own index leads to with what was copied:
 * the size, the number of packets, their bytes and CRC-32 of each track.
 */
export async function checkFile(work: Work, making: Making, budget: number): Promise<'more' | 'bad' | 'good'> {
  const { bucket, objectKey, progress } = work;
  const { plan } = making;
  making.index ??= await readFileIndex(bucket, objectKey, plan.bytes);
  const { index } = making;
  if (!index) return 'bad';
  const { samples } = index;
  if (samples.video !== plan.samples.video || samples.audio !== plan.samples.audio) return 'bad';
  let readBack = progress.readBack();
  for (let read = 0; readBack && readBack.at < plan.bytes && read < budget; read++) {
    readBack = await readOn(bucket, objectKey, index, readBack, PART_BYTES);
    progress.noteReadBack(readBack);
  }
  const copied = progress.upload()?.parts.at(-1)?.sums;
  if (!readBack || !copied) return 'bad';
  if (readBack.at < plan.bytes) return 'more';
  return readBack.at === plan.bytes && areEqual(readBack.sums, copied) ? 'good' : 'bad';
}

/** The index as the finished file has it, what any player will go by; null when it has none, or another size, or is not there. */
async function readFileIndex(bucket: R2Bucket, objectKey: string, size: number): Promise<FileIndex | null> {
  const there = await bucket.head(objectKey);
  if (there?.size !== size) return null;
  let start = await readRange(bucket, objectKey, 0, INDEX_GUESS_BYTES);
  try {
    const length = indexLength(start);
    if (length > start.length) start = await readRange(bucket, objectKey, 0, length);
    return readIndex(start.subarray(0, length));
  } catch (error) {
    if (error instanceof AppError && error.code === 'fragment_bad') return null;
    throw error;
  }
}

/** Reads the next `length` bytes of the finished file and sums up the packets that its index says are in them. */
async function readOn(
  bucket: R2Bucket,
  objectKey: string,
  { chunks }: FileIndex,
  { at, sums }: ReadBack,
  length: number,
): Promise<ReadBack> {
  const bytes = await readRange(bucket, objectKey, at, length);
  if (bytes.length === 0) throw new Error('The file ends too early.');
  const end = at + bytes.length;
  const next = structuredClone(sums);
  for (let i = firstChunk(chunks, at); i < chunks.length; i++) {
    const chunk = chunks[i];
    if (!chunk || chunk.at >= end) break;
    const from = Math.max(chunk.at, at);
    const to = Math.min(chunk.at + chunk.bytes, end);
    if (to > from) addTo(next, chunk.track, bytes.subarray(from - at, to - at));
  }
  return { at: end, sums: next };
}

/** Number of the first chunk that reaches beyond `at`. */
function firstChunk(chunks: FileIndex['chunks'], at: number): number {
  let low = 0;
  let high = chunks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const chunk = chunks[middle];
    if (chunk && chunk.at + chunk.bytes <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Up to `length` bytes: fewer at the end of the object. */
async function readRange(bucket: R2Bucket, objectKey: string, offset: number, length: number): Promise<Uint8Array> {
  const object = await bucket.get(objectKey, { range: { offset, length } });
  if (!object) throw new Error(`${objectKey} is not there.`);
  return new Uint8Array(await object.arrayBuffer());
}
