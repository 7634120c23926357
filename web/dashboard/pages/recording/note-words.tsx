import { Flag } from 'lucide-react';
import type { NoteRow } from '../../../../wire/http.ts';
import css from './side.module.css';

/** What was written, or that somebody marked the moment; and who. */
export function NoteWords({ note }: { note: NoteRow }) {
  return (
    <>
      {note.text ? (
        <p className={css.text} dir="auto">
          {note.text}
        </p>
      ) : (
        <p className={css.marker}>
          <Flag aria-hidden="true" />
          Marker
        </p>
      )}
      <span className={css.by}>{note.by}</span>
    </>
  );
}
