import { useMutation } from '@tanstack/react-query';
import { Flag, Pencil, Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import type { NoteRow, SessionDetails } from '../../../../wire/http.ts';
import { api } from '../../../lib/api.ts';
import { showOffset } from '../../../lib/offset.ts';
import { problemText } from '../../../lib/problems.ts';
import { showClock } from '../../../lib/time.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { showToast } from '../../../ui/toasts.ts';
import { useViewerZone } from '../../shell/me.ts';
import { ChangeNote } from './change-note.tsx';
import { forgetNote, keepNote } from './kept-notes.ts';
import css from './notes.module.css';
import { useReturn } from '../../parts/use-return.ts';

interface NoteItemProps {
  note: NoteRow;
  session: SessionDetails;
  onDeleted: () => void;
}

/** One note or marker; its author may change it, or delete it with a way back. */
export function NoteItem({ note, session, onDeleted }: NoteItemProps) {
  const zone = useViewerZone();
  const [changing, setChanging] = useState(false);
  const tools = useRef<HTMLSpanElement>(null);
  useReturn(changing, tools);
  const offset = showOffset(note.at, session.startsAt);
  const remove = useMutation({
    mutationFn: () => api.deleteNote(session.id, note.id),
    onSuccess: () => {
      forgetNote(session.id, note.id);
      showToast(note.text ? 'Note deleted.' : 'Marker deleted.', 'good', {
        action: { label: 'Undo', run: () => void bringBack(session.id, note) },
      });
      onDeleted();
    },
    onError: (error) => showToast(problemText(error), 'bad'),
  });
  const what = `${note.text ? 'note' : 'marker'} at ${offset}`;
  return (
    <li>
      <time className={css.offset} dateTime={note.at} title={showClock(note.at, zone)}>
        {offset}
      </time>
      {changing ? (
        <ChangeNote note={note} session={session} onClose={() => setChanging(false)} />
      ) : (
        <div className={css.words}>
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
        </div>
      )}
      {note.mine && !changing && (
        <span className={css.tools} ref={tools}>
          <IconButton label={`Edit ${what}`} icon={<Pencil />} onClick={() => setChanging(true)} />
          <IconButton
            label={`Delete ${what}`}
            icon={<Trash2 />}
            onClick={() => {
              if (!remove.isPending) remove.mutate();
            }}
          />
        </span>
      )}
    </li>
  );
}

async function bringBack(sessionId: string, { at, text }: NoteRow): Promise<void> {
  try {
    keepNote(sessionId, await api.addNote(sessionId, { at, text }));
  } catch (error) {
    showToast(problemText(error), 'bad');
  }
}
