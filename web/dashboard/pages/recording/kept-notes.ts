import { toFileTime } from '../../../../wire/file-time.ts';
import type { NoteRow, RecordingView } from '../../../../wire/http.ts';
import { notesQuery, recordingQuery } from '../../../lib/queries.ts';
import { queryClient } from '../../query-client.ts';

/** Puts a note the server has just answered with among those that are shown, at its moment of the file. */
export function keepNote(recording: RecordingView, note: NoteRow): void {
  const atMs = Math.min(
    Math.max(0, toFileTime(Date.parse(note.at) - Date.parse(recording.zeroAt), recording.gaps)),
    recording.durationMs ?? Infinity,
  );
  change(recording, (notes) =>
    [...notes.filter(({ id }) => id !== note.id), { ...note, atMs }].sort((a, b) => a.at.localeCompare(b.at)),
  );
}

export function forgetNote(recording: RecordingView, id: string): void {
  change(recording, (notes) => notes.filter((note) => note.id !== id));
}

function change(recording: RecordingView, change: (notes: RecordingView['notes']) => RecordingView['notes']): void {
  queryClient.setQueryData<RecordingView>(
    recordingQuery(recording.id).queryKey,
    (view) => view && { ...view, notes: change(view.notes) },
  );
  void queryClient.invalidateQueries({ queryKey: notesQuery(recording.session.id, false).queryKey });
}
