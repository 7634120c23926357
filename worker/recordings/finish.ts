import { logError } from '../lib/log.ts';
import { deletePieces, moveObject } from './compact.ts';
import { copyParts, dropUpload, PART_BYTES } from './copy.ts';
import { explainGaps } from './gap-reasons.ts';
import { fileKey, pieceFolder } from './keys.ts';
import type { CopyPlan } from './mp4/plan.ts';
import { planCopy } from './mp4/plan.ts';
import type { FileIndex } from './mp4/read-index.ts';
import type { PlanReader } from './mp4/stream.ts';
import type { Outcome, Progress } from './progress.ts';
import { checkFile } from './read-back.ts';
import type { Shelf } from './shelf-port.ts';

/** `more`: call again, at once or after `afterMs` when storage has just failed. The other answers are final and stay the same. */
export type FinishStep = { kind: 'more'; afterMs: number; percent: number } | Outcome;

export interface FinishOptions {
  /** How many objects one call may move, parts it may store, ranges it may read back: so that an alarm stays short. */
  parts?: number;
  /** More pieces may come, with which the file is made again: those that are there stay in the bucket, until `clearPieces`. */
  keepsPieces?: boolean;
}

/** 128 MiB a step: some seconds, and an hour's progress is told fifteen times. */
export const FINISH_PARTS = 16;
/** With waits that double from 1 s to 10 min, about two and a half hours without one part stored. */
export const TRIES_MAX = 24;
const WAIT_FIRST_MS = 1_000;
const WAIT_MAX_MS = 10 * 60_000;
/** After so many failures in a row the upload itself may be what is wrong: it is begun anew. */
const UPLOAD_TRIES = 8;
/** A file that twice did not come out as planned will not the third time. */
const REMAKES_MAX = 2;
/** Pieces that cannot be deleted do not keep people from watching: after a minute of tries they stay. */
const CLEAR_TRIES_MAX = 6;
/** Copying costs a read and a write, reading back a read. */
const COPY_SHARE = 2 / 3;

/** What is made once and used until the file is done; when the Room was gone in between, it is made again, the same to the byte. */
export interface Making {
  plan: CopyPlan;
  /** While the file is copied. */
  reader: PlanReader | null;
  index: FileIndex | null;
  /** Of PART_BYTES: a part on its way into the bucket, then a stretch of the file that is read back. */
  memory: ArrayBuffer;
}

/** One recording on its way. */
export interface Work {
  shelf: Shelf;
  bucket: R2Bucket;
  recording: string;
  progress: Progress;
  objectKey: string;
  keepsPieces: boolean;
}

const makings = new WeakMap<Shelf, Map<string, Making>>();
const inHand = new WeakMap<Shelf, Map<string, Promise<FinishStep>>>();

/**
 * Makes the recording's one mp4 a little further; called from the Room's alarm until it answers `done` or `failed`.
 * Stopping it anywhere loses at most the part in hand: plan and file come out the same, to the byte, each time.
 * The first call seals the recording: what has not landed by then is a gap. Called twice at once it takes one step.
 */
export function finishStep(
  shelf: Shelf,
  bucket: R2Bucket,
  recording: string,
  options: FinishOptions = {},
): Promise<FinishStep> {
  const steps = inHand.get(shelf) ?? new Map<string, Promise<FinishStep>>();
  inHand.set(shelf, steps);
  const step =
    steps.get(recording) ?? takeStep(shelf, bucket, recording, options).finally(() => steps.delete(recording));
  steps.set(recording, step);
  return step;
}

/** The pieces of a finished recording that were kept go, from the bucket and from the Room: nothing more of it is taken in. */
export async function clearPieces(shelf: Shelf, bucket: R2Bucket, recording: string): Promise<void> {
  const progress = shelf.progress(recording);
  await deletePieces(bucket, pieceFolder(progress.base()));
  progress.clear();
}

async function takeStep(
  shelf: Shelf,
  bucket: R2Bucket,
  recording: string,
  { parts = FINISH_PARTS, keepsPieces = false }: FinishOptions,
): Promise<FinishStep> {
  const progress = shelf.progress(recording);
  const work: Work = { shelf, bucket, recording, progress, objectKey: fileKey(progress.base()), keepsPieces };
  try {
    return (await advance(work, parts)) ?? { kind: 'more', afterMs: 0, percent: percentOf(work) };
  } catch (error) {
    return await waitOrGiveUp(work, error);
  }
}

/** Answers null when there is more to do. */
async function advance(work: Work, parts: number): Promise<Outcome | null> {
  const { shelf, bucket, recording, progress } = work;
  const before = progress.outcome();
  if (before) return clear(work, before);
  progress.seal();
  for (let moved = 0; moved < parts; moved++) if (!(await moveObject(shelf, bucket, recording))) break;
  if (shelf.waiting.size(recording) > 0) return null;
  const making = makingOf(work);
  if (!making) return conclude(work, { kind: 'failed', reason: 'No picture or sound of this Session ever arrived.' });
  if (!progress.readBack()) {
    const lost = await copyParts(work, making, parts);
    if (lost) makings.get(shelf)?.delete(recording);
    return null;
  }
  const found = await checkFile(work, making, parts);
  if (found === 'more') return null;
  if (found === 'bad') return makeAgain(work);
  const { durationMs, bytes, gaps, zeroAtMs, samples } = making.plan;
  const file = { objectKey: work.objectKey, durationMs, bytes, zeroAtMs, hasPicture: samples.video > 0 };
  const explained = explainGaps(gaps, progress.rests(), zeroAtMs);
  return clear(work, conclude(work, { kind: 'done', ...file, gaps: explained }));
}

function makingOf({ shelf, recording, progress }: Work): Making | null {
  const kept = makings.get(shelf) ?? new Map<string, Making>();
  makings.set(shelf, kept);
  const before = kept.get(recording);
  if (before) return before;
  const plan = planCopy(progress.segments(), progress.zeroAtMs());
  if (!plan) return null;
  const making = { plan, reader: null, index: null, memory: new ArrayBuffer(PART_BYTES) };
  kept.set(recording, making);
  return making;
}

function conclude({ shelf, recording, progress }: Work, outcome: Outcome): Outcome {
  makings.get(shelf)?.delete(recording);
  progress.conclude(outcome);
  return outcome;
}

/** The pieces are deleted only now that the file was read back. Of a recording that failed, every one is kept. */
async function clear({ shelf, bucket, recording, progress, keepsPieces }: Work, outcome: Outcome): Promise<Outcome> {
  if (outcome.kind === 'done' && !keepsPieces && !progress.isCleared()) await clearPieces(shelf, bucket, recording);
  return outcome;
}

async function makeAgain(work: Work): Promise<Outcome | null> {
  const { shelf, bucket, recording, progress, objectKey } = work;
  makings.get(shelf)?.delete(recording);
  const remade = progress.countRemake();
  logError('recording_file_differs', new Error('The file read back is not the file planned.'), { recording, remade });
  await bucket.delete(objectKey);
  if (remade <= REMAKES_MAX) return null;
  return conclude(work, {
    kind: 'failed',
    reason: 'The file did not come out of storage as it went in. All pieces of it are kept.',
  });
}

/** Storage failing is no reason to lose a recording: its pieces stay, so it is tried again for hours. */
async function waitOrGiveUp(work: Work, error: unknown): Promise<FinishStep> {
  const { progress } = work;
  const tries = progress.countFailure();
  logError('finish_step_failed', error, { tries });
  const made = progress.outcome();
  if (made && tries >= CLEAR_TRIES_MAX) return made;
  if (!made && tries % UPLOAD_TRIES === 0 && !progress.readBack()) await dropUpload(work);
  if (tries < TRIES_MAX) {
    const afterMs = Math.min(WAIT_FIRST_MS * 2 ** (tries - 1), WAIT_MAX_MS);
    return { kind: 'more', afterMs, percent: percentOf(work) };
  }
  return conclude(work, {
    kind: 'failed',
    reason: 'Storage did not take the file for hours. All pieces of it are kept.',
  });
}

/** How far the file is made, 0 to 99. */
function percentOf({ shelf, recording, progress }: Work): number {
  if (progress.outcome()) return 99;
  const plan = makings.get(shelf)?.get(recording)?.plan;
  if (!plan) return 0;
  const copied = progress.upload()?.parts.length ?? 0;
  const readBack = progress.readBack();
  const copy = readBack ? 1 : Math.min(1, (copied * PART_BYTES) / plan.bytes);
  const check = readBack ? readBack.at / plan.bytes : 0;
  return Math.min(99, Math.floor(100 * (COPY_SHARE * copy + (1 - COPY_SHARE) * check)));
}
