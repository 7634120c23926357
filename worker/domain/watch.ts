import { asc, eq } from 'drizzle-orm';
import { toFileTime } from '../../wire/file-time.ts';
import type { RecordingGap, RecordingView, TrackFile } from '../../wire/http.ts';
import { attendance, recordingTracks } from '../db/schema.ts';
import { toIso } from '../lib/clock.ts';
import { recordingFileName } from '../recordings/file-name.ts';
import { listChat } from './chat.ts';
import type { Ctx } from './context.ts';
import { findOwnRecording, nameOf } from './found-recording.ts';
import { listNotes } from './notes.ts';
import type { Researcher } from './people.ts';
import { listShares } from './shares.ts';

/** Turns instants (UTC ms) into ms in the file. */
interface FileTime {
  zeroAt: number;
  /** Infinity while the file is not made. */
  endMs: number;
  gaps: readonly RecordingGap[];
}

/**
 * All that 'Watch' shows beside the file: notes, chat, who was in, gaps, tracks, share links. What happened before the file
 * begins or after it ends stands at its ends. AppError `not_found` (also of other workspaces), `recording_deleted`.
 */
export async function viewRecording(ctx: Ctx, researcher: Researcher, id: string): Promise<RecordingView> {
  const found = await findOwnRecording(ctx, researcher, id);
  const { recording, session, study, participant } = found;
  const [notes, lines, stays, tracks, shares] = await Promise.all([
    listNotes(ctx, researcher, session.id),
    listChat(ctx, researcher, session.id),
    selectStays(ctx, session.id),
    selectTracks(ctx, id),
    listShares(ctx, id),
  ]);
  const time = {
    zeroAt: recording.zeroAt ?? recording.startedAt,
    endMs: recording.durationMs ?? Infinity,
    gaps: recording.gaps,
  };
  return {
    id,
    status: recording.status,
    durationMs: recording.durationMs,
    bytes: recording.bytes,
    percent: recording.percent,
    deleted: null,
    session: {
      id: session.id,
      studyId: study.id,
      studyTitle: study.title,
      participantName: participant.name,
      startsAt: toIso(session.startsAt),
      zone: session.zone,
    },
    reason: recording.reason,
    zeroAt: toIso(time.zeroAt),
    fileName: recordingFileName(nameOf(found)),
    gaps: recording.gaps,
    people: stays.flatMap((stay) => stayIn(stay, time)),
    notes: notes.map((note) => ({ ...note, atMs: inFile(Date.parse(note.at), time) })),
    chat: lines.map((line) => ({ ...line, atMs: inFile(Date.parse(line.at), time) })),
    tracks: tracks.map(toTrackFile),
    shares,
  };
}

const inFile = (at: number, { zeroAt, endMs, gaps }: FileTime) =>
  Math.min(Math.max(toFileTime(at - zeroAt, gaps), 0), endMs);

const selectStays = ({ db }: Ctx, sessionId: string) =>
  db.select().from(attendance).where(eq(attendance.sessionId, sessionId)).orderBy(asc(attendance.cameAt));

/** A stay as far as the file shows it: none when it was over before, or began after. */
function stayIn(
  { name, role, cameAt, wentAt }: typeof attendance.$inferSelect,
  time: FileTime,
): RecordingView['people'] {
  if (toFileTime(cameAt - time.zeroAt, time.gaps) > time.endMs || (wentAt !== null && wentAt < time.zeroAt)) return [];
  return [{ name, role, fromMs: inFile(cameAt, time), toMs: wentAt === null ? null : inFile(wentAt, time) }];
}

const selectTracks = ({ db }: Ctx, recordingId: string) =>
  db
    .select()
    .from(recordingTracks)
    .where(eq(recordingTracks.recordingId, recordingId))
    .orderBy(asc(recordingTracks.startedAt));

const toTrackFile = (track: typeof recordingTracks.$inferSelect): TrackFile => {
  const { id, name, role, kind, status, durationMs, bytes, percent } = track;
  return { id, name, role, kind, status, durationMs, bytes, percent };
};
