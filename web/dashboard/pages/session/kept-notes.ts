import type { NoteRow } from '../../../../wire/http.ts';
import { notesQuery } from '../../../lib/queries.ts';
import { queryClient } from '../../query-client.ts';

/** Puts a note the server has just answered with into the list that is shown, at its moment. */
export function keepNote(sessionId: string, note: NoteRow): void {
  set(sessionId, (notes) =>
    [...notes.filter(({ id }) => id !== note.id), note].sort((a, b) => a.at.localeCompare(b.at)),
  );
}

export function forgetNote(sessionId: string, id: string): void {
  set(sessionId, (notes) => notes.filter((note) => note.id !== id));
}

function set(sessionId: string, change: (notes: NoteRow[]) => NoteRow[]): void {
  const { queryKey } = notesQuery(sessionId, false);
  queryClient.setQueryData<NoteRow[]>(queryKey, (notes) => notes && change(notes));
}
