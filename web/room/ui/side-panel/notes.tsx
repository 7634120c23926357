import { useMemo } from 'react';
import { useRoom } from '../room-context.ts';
import { useRoomUi } from '../room-ui.ts';
import { NoteField } from './note-field.tsx';
import { NoteRow } from './note-row.tsx';
import css from './notes.module.css';
import { useStickToEnd } from './use-stick-to-end.ts';

/** Notes and markers of all Researchers, by the moment they belong to. */
export function Notes() {
  const ui = useRoomUi();
  const notes = useRoom((state) => state.notes);
  const me = useRoom((state) => state.me);
  const shown = useMemo(() => notes.filter((note) => note.leaving !== 'told'), [notes]);
  const last = shown.at(-1);
  const { ref } = useStickToEnd<HTMLElement>(last?.id, last?.n === me);

  return (
    <div className={css.notes}>
      <p className={css.readers}>Only Researchers read this. Every note keeps its moment.</p>
      {/* It scrolls, so it must be reachable by keys (axe: scrollable-region-focusable). */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section ref={ref} className={css.scroll} aria-label="Notes" tabIndex={0}>
        {shown.length === 0 && (
          <p className={css.empty}>
            No notes yet. Press <kbd>N</kbd> to write one, <kbd>B</kbd> to mark a moment at once.
          </p>
        )}
        <ol>
          {shown.map((note) => (
            <NoteRow key={note.id} note={note} isMine={note.n === me} isEdited={note.id === ui.editing} />
          ))}
        </ol>
      </section>
      <NoteField />
    </div>
  );
}
