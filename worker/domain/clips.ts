import { AppError } from '../../wire/errors.ts';
import { CLIP_MAX, CLIP_MIN } from '../../wire/limits.ts';
import type { Clip } from '../recordings/clip.ts';
import { clipFileName } from '../recordings/file-name.ts';
import type { Ctx } from './context.ts';
import { findOwnRecording, nameOf, readyFile } from './found-recording.ts';
import type { Researcher } from './people.ts';

/**
 * A stretch of a finished recording, ms in its file. AppError `not_found` (also of other workspaces), `recording_deleted`,
 * `recording_not_ready`, `clip_bad` (too short, too long, or not within the recording).
 */
export async function findClip(
  ctx: Ctx,
  researcher: Researcher,
  recordingId: string,
  { fromMs, toMs }: { fromMs: number; toMs: number },
): Promise<Clip> {
  const found = await findOwnRecording(ctx, researcher, recordingId);
  const { objectKey, bytes, durationMs } = readyFile(found);
  const lengthMs = toMs - fromMs;
  if (lengthMs < CLIP_MIN || lengthMs > CLIP_MAX || toMs > durationMs) {
    throw new AppError('clip_bad', { detail: { durationMs } });
  }
  return { objectKey, bytes, fromMs, toMs, fileName: clipFileName(nameOf(found), fromMs) };
}
