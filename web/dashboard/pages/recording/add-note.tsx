import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { toSessionTime } from '../../../../wire/file-time.ts';
import type { RecordingView } from '../../../../wire/http.ts';
import { api } from '../../../lib/api.ts';
import { problemText } from '../../../lib/problems.ts';
import { showMoment } from '../../../player/parts.ts';
import { NoteForm } from '../../parts/note-form.tsx';
import { keepNote } from './kept-notes.ts';

/** A note at the moment at which its writing began; the recording may go on meanwhile. */
export function AddNote({ view, atMs, onClose }: { view: RecordingView; atMs: number; onClose: () => void }) {
  const [text, setText] = useState('');
  const save = useMutation({
    mutationFn: () => {
      const at = new Date(Date.parse(view.zeroAt) + toSessionTime(Math.round(atMs), view.gaps)).toISOString();
      return api.addNote(view.session.id, { at, text: text.trim() });
    },
    onSuccess: (note) => {
      keepNote(view, note);
      onClose();
    },
  });
  return (
    <NoteForm
      text={text}
      onText={setText}
      hint={`At ${showMoment(atMs)}. Without words it is a marker.`}
      problem={save.error && problemText(save.error)}
      busy={save.isPending}
      onSave={() => save.mutate()}
      onCancel={onClose}
    />
  );
}
