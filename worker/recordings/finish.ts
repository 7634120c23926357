import { logError } from '../lib/log.ts';
import { fileKeyOf } from './keys.ts';
import type { CopyPlan } from './mp4/plan.ts';
import { planCopy } from './mp4/plan.ts';
import { readPlanned } from './mp4/stream.ts';
import type { Outcome, Progress } from './progress.ts';
import type { Shelf } from './shelf-port.ts';

/** `more`: call again, at once or after `afterMs` when storage has just failed. The other answers are final and stay the same. */
export type FinishStep = { kind: 'more'; afterMs: number } | Outcome;

/** How much one call may do, so that an alarm stays short. */
export interface FinishBudget {
  parts: number;
}

/** 32 parts of 8 MiB are about 600 reads of R2, and the plan is made anew only four times an hour of recording. */
export const FINISH_BUDGET: FinishBudget = { parts: 32 };
/** R2 wants equal parts of at least 5 MiB; one of these and six fragments fit well into an isolate. Bytes. */
export const PART_BYTES = 8 * 1024 * 1024;
/** With waits that double from 1 s to 10 min, about two and a half hours without one part stored. */
const TRIES_MAX = 24;
const WAIT_FIRST_MS = 1_000;
const WAIT_MAX_MS = 10 * 60_000;

/** R2's code for a multipart upload it no longer knows: finished, aborted, or a week old. */
const NO_SUCH_UPLOAD = '10024';
const GO_ON: FinishStep = { kind: 'more', afterMs: 0 };

/**
 * Makes the recording's one mp4 a little further; called from the Room's alarm until it answers `done` or `failed`.
 * Stopping it anywhere loses at most the part in hand: plan and file come out the same, to the byte, each time.
 * The first call seals the recording: what has not landed by then is a gap.
 */
export async function finishStep(
  shelf: Shelf,
  bucket: R2Bucket,
  recording: string,
  budget: FinishBudget = FINISH_BUDGET,
): Promise<FinishStep> {
  const progress = shelf.progress(recording);
  const before = progress.outcome();
  if (before) return before;
  progress.seal();
  const plan = planCopy(progress.segments());
  if (!plan) return conclude(progress, { kind: 'failed', reason: 'No picture or sound of this Session ever arrived.' });
  try {
    return await copyParts(progress, bucket, plan, budget);
  } catch (error) {
    return waitOrGiveUp(progress, error);
  }
}

function conclude(progress: Progress, outcome: Outcome): Outcome {
  progress.conclude(outcome);
  return outcome;
}

/** Storage failing is no reason to lose a recording: its fragments stay, so it is tried again for hours. */
function waitOrGiveUp(progress: Progress, error: unknown): FinishStep {
  if (String(error).includes(NO_SUCH_UPLOAD)) progress.dropUpload();
  const tries = progress.countFailure();
  logError('finish_step_failed', error, { tries });
  if (tries < TRIES_MAX) return { kind: 'more', afterMs: Math.min(WAIT_FIRST_MS * 2 ** (tries - 1), WAIT_MAX_MS) };
  return conclude(progress, {
    kind: 'failed',
    reason: 'Storage did not take the file for hours. All pieces of it are kept.',
  });
}

async function copyParts(
  progress: Progress,
  bucket: R2Bucket,
  plan: CopyPlan,
  budget: FinishBudget,
): Promise<FinishStep> {
  const objectKey = fileKeyOf(firstObjectKey(plan));
  const { upload, parts } = await openUpload(progress, bucket, objectKey);
  const partsInAll = Math.ceil(plan.bytes / PART_BYTES);
  const last = Math.min(partsInAll, parts.length + budget.parts);
  const buffer = new Uint8Array(PART_BYTES);
  for (let number = parts.length + 1; number <= last; number++) {
    const from = (number - 1) * PART_BYTES;
    const bytes = buffer.subarray(0, Math.min(PART_BYTES, plan.bytes - from));
    const lost = await readPlanned(plan, from, bytes, rangeReader(bucket));
    if (lost !== null) {
      progress.markLost(lost);
      progress.dropUpload();
      await upload.abort();
      return GO_ON;
    }
    const part = await upload.uploadPart(number, bytes);
    progress.addPart(part);
    parts.push(part);
  }
  if (parts.length < partsInAll) return GO_ON;
  if (!(await isWritten(bucket, objectKey, plan))) await upload.complete(parts);
  const { durationMs, bytes, gaps } = plan;
  return conclude(progress, { kind: 'done', objectKey, durationMs, bytes, gaps });
}

/** After a crash between completing the upload and remembering it, the file is there already. */
async function isWritten(bucket: R2Bucket, objectKey: string, plan: CopyPlan): Promise<boolean> {
  const object = await bucket.head(objectKey);
  return object?.size === plan.bytes;
}

async function openUpload(progress: Progress, bucket: R2Bucket, objectKey: string) {
  const open = progress.upload();
  if (open) return { upload: bucket.resumeMultipartUpload(objectKey, open.id), parts: open.parts };
  const upload = await bucket.createMultipartUpload(objectKey, { httpMetadata: { contentType: 'video/mp4' } });
  progress.startUpload(upload.uploadId);
  return { upload, parts: [] as R2UploadedPart[] };
}

function firstObjectKey(plan: CopyPlan): string {
  for (const { from } of plan.pieces) if ('objectKey' in from) return from.objectKey;
  throw new Error('A plan without stored bytes.');
}

const rangeReader = (bucket: R2Bucket) => async (objectKey: string, offset: number, length: number) => {
  const object = await bucket.get(objectKey, { range: { offset, length } });
  const bytes = object ? new Uint8Array(await object.arrayBuffer()) : null;
  return bytes?.length === length ? bytes : null;
};
