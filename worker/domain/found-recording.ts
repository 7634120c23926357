import { and, eq } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { AppError } from '../../wire/errors.ts';
import { named } from '../db/named.ts';
import { participants, recordings, sessions, studies } from '../db/schema.ts';
import { toIso } from '../lib/clock.ts';
import type { RecordingName } from '../recordings/file-name.ts';
import { recordingFileName } from '../recordings/file-name.ts';
import type { StoredFile } from '../recordings/serve.ts';
import type { Ctx } from './context.ts';
import type { Researcher } from './people.ts';

/** Statement: recordings with what showing and naming them needs. */
const selectFoundRecordings = ({ db }: Ctx, where: SQL | undefined) =>
  db
    .select({
      recording: named(recordings),
      session: named(sessions),
      study: named(studies),
      participant: named(participants),
    })
    .from(recordings)
    .innerJoin(sessions, eq(sessions.id, recordings.sessionId))
    .innerJoin(studies, eq(studies.id, sessions.studyId))
    .innerJoin(participants, eq(participants.id, sessions.participantId))
    .where(where);
export type FoundRecording = Awaited<ReturnType<typeof selectFoundRecordings>>[number];

/**
 * A recording of the Researcher's workspace. AppError `not_found` (also of other workspaces), `recording_deleted` with when (`at`,
 * ISO) and `why`.
 */
export async function findOwnRecording(ctx: Ctx, researcher: Researcher, id: string): Promise<FoundRecording> {
  const isOwn = and(eq(recordings.id, id), eq(recordings.workspaceId, researcher.workspace.id));
  const [found] = await selectFoundRecordings(ctx, isOwn);
  if (!found) throw new AppError('not_found');
  const { deletedAt, deletedWhy } = found.recording;
  if (deletedAt !== null)
    throw new AppError('recording_deleted', { detail: { at: toIso(deletedAt), why: deletedWhy } });
  return found;
}

/** What a recording's file is called after. */
export const nameOf = ({ recording, session, study, participant }: FoundRecording): RecordingName => ({
  study: study.title,
  participant: participant.name,
  startedAt: recording.startedAt,
  zone: session.zone,
});

/** A recording whose file is there to be read. Length in ms, size in bytes. */
export interface ReadyFile extends StoredFile {
  durationMs: number;
  bytes: number;
}

/** Where its file lies. AppError `recording_not_ready`. */
export function readyFile(found: FoundRecording): ReadyFile {
  const { status, objectKey, durationMs, bytes } = found.recording;
  if (status !== 'ready' || objectKey === null || durationMs === null || bytes === null) {
    throw new AppError('recording_not_ready');
  }
  return { objectKey, durationMs, bytes, fileName: recordingFileName(nameOf(found)) };
}

/** Where a finished recording lies and what to call it. AppError as `findOwnRecording`, `recording_not_ready`. */
export async function findRecordingFile(ctx: Ctx, researcher: Researcher, id: string): Promise<ReadyFile> {
  return readyFile(await findOwnRecording(ctx, researcher, id));
}
