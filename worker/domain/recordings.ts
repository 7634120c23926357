import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { AppError } from '../../wire/errors.ts';
import type { RecordingGap } from '../../wire/http.ts';
import { members, recordings, recordingTracks, sessions, timeline } from '../db/schema.ts';
import { enqueueMail, mailKey } from '../mail/outbox.ts';
import type { SessionFacts } from '../room/facts.ts';
import type { Ctx } from './context.ts';
import type { Researcher } from './people.ts';
import { noteTimelineIfChanged } from './timeline.ts';

/** A recording began in the Room. Doing it twice changes nothing. `startedAt` UTC ms; `byName`: who records first. */
export async function openRecording(
  ctx: Ctx,
  { sessionId, workspaceId }: SessionFacts,
  recording: string,
  startedAt: number,
  byName: string | null = null,
): Promise<void> {
  await ctx.db.batch([
    ctx.db.insert(recordings).values({ id: recording, sessionId, workspaceId, startedAt }).onConflictDoNothing(),
    noteTimelineIfChanged(ctx, sessionId, 'recording_started', byName, { recording }),
  ]);
}

/** Nothing more is recorded; the files are being made, its own and each person's. Doing it twice, or too late, changes nothing. */
export async function markFinishing({ db }: Ctx, recording: string): Promise<void> {
  await db.batch([
    db
      .update(recordings)
      .set({ status: 'finishing' })
      .where(and(eq(recordings.id, recording), eq(recordings.status, 'recording'))),
    db
      .update(recordingTracks)
      .set({ status: 'finishing' })
      .where(and(eq(recordingTracks.recordingId, recording), eq(recordingTracks.status, 'recording'))),
  ]);
}

/** How far the file is made, 0 to 99. */
export async function noteProgress({ db }: Ctx, recording: string, percent: number): Promise<void> {
  await db
    .update(recordings)
    .set({ percent })
    .where(and(eq(recordings.id, recording), eq(recordings.status, 'finishing')));
}

/** A recording that failed is made again, by a Researcher's word. Doing it twice changes nothing. */
export async function markRetried(ctx: Ctx, sessionId: string, recording: string, byName: string): Promise<void> {
  await ctx.db.batch([
    ctx.db
      .update(recordings)
      .set({ status: 'finishing', percent: 0, reason: null, finishedAt: null })
      .where(and(eq(recordings.id, recording), eq(recordings.status, 'failed'))),
    noteTimelineIfChanged(ctx, sessionId, 'recording_retried', byName, { recording }),
  ]);
}

/** More of a recording has come in when its file had been made: it is made again. Doing it twice changes nothing. */
export async function markReopened(ctx: Ctx, sessionId: string, recording: string): Promise<void> {
  const isMade = and(inArray(recordings.status, ['ready', 'failed']), isNull(recordings.deletedAt));
  await ctx.db.batch([
    ctx.db
      .update(recordings)
      .set({ status: 'finishing', percent: 0, reason: null, finishedAt: null })
      .where(and(eq(recordings.id, recording), isMade)),
    noteTimelineIfChanged(ctx, sessionId, 'recording_reopened', null, { recording }),
  ]);
}

/** What finishing came to. ms, bytes; gaps in ms of the recording. */
export interface FinishedFile {
  objectKey: string;
  durationMs: number;
  bytes: number;
  gaps?: RecordingGap[];
  /** The instant of the file's first frame, UTC ms. */
  zeroAtMs?: number;
  /** False: sound alone. */
  hasPicture?: boolean;
}

/** The file lies in the bucket: for the timeline, and a mail to the host. Once; AppError `not_found`. */
export async function recordingReady(ctx: Ctx, recording: string, file: FinishedFile): Promise<void> {
  const { objectKey, durationMs, bytes, gaps = [], zeroAtMs } = file;
  await settle(ctx, recording, {
    change: { status: 'ready', objectKey, durationMs, bytes, gaps, zeroAt: zeroAtMs ?? null },
    kind: 'recording_ready',
    detail: { recording, durationMs, bytes, ...(gaps.length > 0 ? { gaps } : {}) },
  });
}

/** There will be no file; `reason` is a sentence for the host. Once; AppError `not_found`. */
export async function recordingFailed(ctx: Ctx, recording: string, reason: string): Promise<void> {
  await settle(ctx, recording, {
    change: { status: 'failed', reason },
    kind: 'recording_failed',
    detail: { recording, reason },
  });
}

interface Settlement {
  change:
    | (Pick<typeof recordings.$inferInsert, 'objectKey' | 'durationMs' | 'bytes' | 'gaps' | 'zeroAt'> & {
        status: 'ready';
      })
    | { status: 'failed'; reason: string };
  kind: 'recording_ready' | 'recording_failed';
  detail: Record<string, unknown>;
}

/** The first settlement stands: a second one, of either kind, changes nothing and mails nobody. */
async function settle(ctx: Ctx, recording: string, { change, kind, detail }: Settlement): Promise<void> {
  const { db, now } = ctx;
  const isRetry = and(eq(timeline.sessionId, recordings.sessionId), eq(timeline.kind, 'recording_retried'));
  const retries = sql<number>`(select count(*) from ${timeline} where ${isRetry})`;
  const [row] = await db
    .select({ status: recordings.status, deletedAt: recordings.deletedAt, retries, session: sessions, host: members })
    .from(recordings)
    .innerJoin(sessions, eq(sessions.id, recordings.sessionId))
    .innerJoin(members, eq(members.id, sessions.hostId))
    .where(eq(recordings.id, recording));
  if (!row) throw new AppError('not_found');
  if (row.status === 'ready' || row.status === 'failed' || row.deletedAt !== null) return;
  const { session, host } = row;
  await db.batch([
    db
      .update(recordings)
      .set({ ...change, percent: null, finishedAt: now })
      .where(and(eq(recordings.id, recording), inArray(recordings.status, ['recording', 'finishing']))),
    noteTimelineIfChanged(ctx, session.id, kind, null, detail),
    enqueueMail(ctx, {
      // A Session recorded twice has two files, and one that failed may fail again after 'Try again'.
      key: [
        mailKey(session.id, session.scheduleVersion, kind, host.id),
        recording,
        ...(row.retries > 0 ? [row.retries] : []),
      ].join(':'),
      sessionId: session.id,
      kind,
      to: { email: host.email, name: host.name },
      data: kind === 'recording_failed' ? { reason: detail['reason'] } : { recording },
    }),
  ]);
}

/**
 * 'Try again': the Room makes the file once more of all the pieces that were kept, and says so in the timeline.
 * AppError `not_found` (also of other workspaces), `recording_not_failed`.
 */
export async function retryRecording({ db, env }: Ctx, researcher: Researcher, recording: string): Promise<void> {
  const [row] = await db
    .select({ status: recordings.status, sessionId: recordings.sessionId })
    .from(recordings)
    .where(and(eq(recordings.id, recording), eq(recordings.workspaceId, researcher.workspace.id)));
  if (!row) throw new AppError('not_found');
  const isRetried =
    row.status === 'failed' && (await env.ROOM.getByName(row.sessionId).retryRecording(recording, researcher.name));
  if (!isRetried) throw new AppError('recording_not_failed');
}
