import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { NoteRow, SessionDetails } from '../../../../wire/http.ts';
import { api } from '../../../lib/api.ts';
import { problemText } from '../../../lib/problems.ts';
import { keepNote } from './kept-notes.ts';
import { NoteForm } from '../../parts/note-form.tsx';

interface ChangeNoteProps {
  note: NoteRow;
  session: SessionDetails;
  onClose: () => void;
}

/** Another text for one's own note; its moment stays. */
export function ChangeNote({ note, session, onClose }: ChangeNoteProps) {
  const [text, setText] = useState(note.text);
  const save = useMutation({
    mutationFn: () => api.changeNote(session.id, note.id, { text: text.trim() }),
    onSuccess: (changed) => {
      keepNote(session.id, changed);
      onClose();
    },
  });
  return (
    <NoteForm
      text={text}
      onText={setText}
      problem={save.error && problemText(save.error)}
      busy={save.isPending}
      onSave={() => save.mutate()}
      onCancel={onClose}
    />
  );
}
