import { Bookmark, Pencil, Trash2 } from 'lucide-react';
import { useLayoutEffect, useRef } from 'react';
import { Button } from '../../../ui/button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import type { ShownNote } from '../../state.ts';
import { useStore } from '../room-context.ts';
import { useRoomUi } from '../room-ui.ts';
import { linkify } from './linkify.ts';
import { Moment } from './moment.tsx';
import { NoteEditor } from './note-editor.tsx';
import css from './note-row.module.css';

interface NoteRowProps {
  note: ShownNote;
  isMine: boolean;
  isEdited: boolean;
}

/** A note or marker; one's own can be changed, and deleted with a while to undo. */
export function NoteRow({ note, isMine, isEdited }: NoteRowProps) {
  const store = useStore();
  const ui = useRoomUi();
  const row = useRef<HTMLLIElement>(null);

  if (note.leaving) return <Leaving id={note.id} at={note.at} />;
  const stopEditing = () => {
    ui.edit(null);
    row.current?.closest('section')?.focus();
  };
  return (
    <li ref={row} className={css.row} data-pending={Boolean(note.pending)}>
      <Moment at={note.at} />
      <div className={css.what}>
        {isEdited ? (
          <NoteEditor
            text={note.text}
            onSave={(text) => {
              store.changeNote(note.id, text);
              stopEditing();
            }}
            onCancel={stopEditing}
          />
        ) : (
          <Words text={note.text} />
        )}
        {!isMine && <p className={css.by}>{note.name}</p>}
        {note.failed !== undefined && (
          <p className={css.failed}>
            <span>Not saved. {note.failed}</span>
            <Button size="s" onClick={() => store.changeNote(note.id, note.text)}>
              Try again
            </Button>
          </p>
        )}
      </div>
      {isMine && !isEdited && (
        <span className={css.tools}>
          <IconButton
            label={note.text ? 'Edit note' : 'Add words'}
            icon={<Pencil />}
            onClick={() => ui.edit(note.id)}
          />
          <IconButton label="Delete note" icon={<Trash2 />} onClick={() => store.takeNoteBack(note.id)} />
        </span>
      )}
    </li>
  );
}

function Words({ text }: { text: string }) {
  if (!text) {
    return (
      <p className={css.marker}>
        <Bookmark aria-hidden="true" />
        Marker
      </p>
    );
  }
  return (
    <p dir="auto" className={css.text}>
      {linkify(text).map((piece, at) =>
        piece.kind === 'words' ? (
          piece.text
        ) : (
          // The pieces of a note never change places.
          // oxlint-disable-next-line react/no-array-index-key
          <a key={at} href={piece.href} target="_blank" rel="noopener noreferrer nofollow">
            {piece.text}
          </a>
        ),
      )}
    </p>
  );
}

/** In the place of a note that goes: the focus of who deleted it is on 'Undo'. */
function Leaving({ id, at }: { id: string; at: string }) {
  const store = useStore();
  const undo = useRef<HTMLSpanElement>(null);
  // Layout: it has to look while it is still in the page.
  useLayoutEffect(() => {
    const place = undo.current;
    if (document.activeElement === document.body) place?.querySelector('button')?.focus();
    return () => {
      if (place?.contains(document.activeElement)) place.closest('section')?.focus();
    };
  }, []);
  return (
    <li className={css.row}>
      <Moment at={at} />
      <output className={css.gone}>Note deleted</output>
      <span ref={undo}>
        <Button size="s" kind="bare" onClick={() => store.keepNote(id)}>
          Undo
        </Button>
      </span>
    </li>
  );
}
