import { env } from 'cloudflare:workers';
import { recordingReady } from '../../worker/domain/recordings.ts';
import type { FinishedFile } from '../../worker/domain/recordings.ts';
import { fileKey, recordingBase } from '../../worker/recordings/keys.ts';
import { send } from '../world.ts';
import type { RecordedSession } from './recorded-session.ts';
import { mintRecordedSession } from './recorded-session.ts';

export interface FinishedRecording extends RecordedSession {
  /** `path` below /api/recordings/<id>, as the Researcher who is signed in. */
  ask: (
    path?: string,
    request?: { method?: string; body?: unknown; cookie?: string; headers?: Record<string, string> },
  ) => Promise<Response>;
}

/** A recording of 60 s whose file of these bytes lies in the bucket. */
export async function mintFinishedRecording(
  bytes: Uint8Array,
  file: Partial<FinishedFile> = {},
  names?: { study: string; participant: string },
): Promise<FinishedRecording> {
  const world = await mintRecordedSession(names);
  const objectKey = fileKey(recordingBase(world.session, world.recording));
  await env.RECORDINGS.put(objectKey, bytes);
  await recordingReady(world.ctx, world.recording, { objectKey, durationMs: 60_000, bytes: bytes.length, ...file });
  return {
    ...world,
    ask: (path = '', { method = 'GET', cookie = world.cookie, ...request } = {}) =>
      send(method, `/api/recordings/${world.recording}${path}`, { cookie, ...request }),
  };
}
