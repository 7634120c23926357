import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { RecordingView } from '../../../../wire/http.ts';
import { api } from '../../../lib/api.ts';
import { problemText } from '../../../lib/problems.ts';
import { showMoment } from '../../../player/parts.ts';
import { NoteForm } from '../../parts/note-form.tsx';
import { keepNote } from './kept-notes.ts';

interface ChangeNoteProps {
  view: RecordingView;
  note: RecordingView['notes'][number];
  onClose: () => void;
}

/** Another text for one's own note; its moment stays. */
export function ChangeNote({ view, note, onClose }: ChangeNoteProps) {
  const [text, setText] = useState(note.text);
  const save = useMutation({
    mutationFn: () => api.changeNote(view.session.id, note.id, { text: text.trim() }),
    onSuccess: (changed) => {
      keepNote(view, changed);
      onClose();
    },
  });
  return (
    <NoteForm
      text={text}
      onText={setText}
      hint={`At ${showMoment(note.atMs)}.`}
      problem={save.error && problemText(save.error)}
      busy={save.isPending}
      onSave={() => save.mutate()}
      onCancel={onClose}
    />
  );
}
