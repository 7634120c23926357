import { AppError } from '../../wire/errors.ts';
import { PART_BYTES } from './copy.ts';
import type { Making, Work } from './finish.ts';
import type { FileIndex } from './mp4/read-index.ts';
import { indexLength, readIndex } from './mp4/read-index.ts';
import type { ReadBack } from './progress.ts';
import { readRange } from './read-range.ts';
import { addTo, areEqual } from './track-sums.ts';

/** Enough for the index of three hours; a longer one takes a second read. Bytes. */
const INDEX_GUESS_BYTES = 4 * 1024 * 1024;

/**
 * Reads the finished file back, at most `budget` ranges of it, and compares what its own index leads to with what was copied:
 * the size, the number of packets, their bytes and CRC-32 of each track.
 */
export async function checkFile(work: Work, making: Making, budget: number): Promise<'more' | 'bad' | 'good'> {
  const { progress } = work;
  const { plan } = making;
  making.index ??= await readFileIndex(work, making);
  const { index } = making;
  if (!index) return 'bad';
  const { samples } = index;
  if (samples.video !== plan.samples.video || samples.audio !== plan.samples.audio) return 'bad';
  let readBack = progress.readBack();
  for (let read = 0; readBack && readBack.at < plan.bytes && read < budget; read++) {
    const bytes = await readAt(work, making, readBack.at, Math.min(PART_BYTES, plan.bytes - readBack.at));
    if (!bytes) return 'bad';
    readBack = sumUp(index, readBack, bytes);
    progress.noteReadBack(readBack);
  }
  const copied = progress.upload()?.parts.at(-1)?.sums;
  if (!readBack || !copied) return 'bad';
  if (readBack.at < plan.bytes) return 'more';
  return areEqual(readBack.sums, copied) ? 'good' : 'bad';
}

/** The index as the finished file has it, what any player will go by; null when it has none, or another size, or is not there. */
async function readFileIndex(work: Work, making: Making): Promise<FileIndex | null> {
  const size = making.plan.bytes;
  const there = await work.bucket.head(work.objectKey);
  if (there?.size !== size) return null;
  try {
    const start = await readAt(work, making, 0, Math.min(size, INDEX_GUESS_BYTES));
    const length = start ? indexLength(start) : 0;
    const whole = start && length > start.length && length <= size ? await readAt(work, making, 0, length) : start;
    return whole && readIndex(whole.subarray(0, length));
  } catch (error) {
    if (error instanceof AppError && error.code === 'fragment_bad') return null;
    throw error;
  }
}

/** Bytes of the file, in the memory there is; null when they are not there. */
async function readAt(work: Work, making: Making, offset: number, length: number): Promise<Uint8Array | null> {
  const bytes = await readRange(work.bucket, work.objectKey, { offset, length }, making.memory);
  if (bytes) making.memory = bytes.buffer;
  return bytes;
}

/** Adds the packets that the file's index says are in `bytes`, which follow on what was read before. */
function sumUp({ chunks }: FileIndex, { at, sums: before }: ReadBack, bytes: Uint8Array): ReadBack {
  const end = at + bytes.length;
  const sums = structuredClone(before);
  for (let i = firstChunk(chunks, at); i < chunks.length; i++) {
    const chunk = chunks[i];
    if (!chunk || chunk.at >= end) break;
    const from = Math.max(chunk.at, at);
    const to = Math.min(chunk.at + chunk.bytes, end);
    if (to > from) addTo(sums, chunk.track, bytes.subarray(from - at, to - at));
  }
  return { at: end, sums };
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
