import { useMutation } from '@tanstack/react-query';
import { Pencil, Trash2 } from 'lucide-react';
import type { RecordingView } from '../../../../wire/http.ts';
import { api } from '../../../lib/api.ts';
import { problemText } from '../../../lib/problems.ts';
import { showMoment } from '../../../player/parts.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { showToast } from '../../../ui/toasts.ts';
import { forgetNote, keepNote } from './kept-notes.ts';

interface NoteToolsProps {
  view: RecordingView;
  note: RecordingView['notes'][number];
  onEdit: () => void;
  onDeleted: () => void;
}

/** Edit and delete one's own note; deleting has a way back. */
export function NoteTools({ view, note, onEdit, onDeleted }: NoteToolsProps) {
  const what = `${note.text ? 'note' : 'marker'} at ${showMoment(note.atMs)}`;
  const remove = useMutation({
    mutationFn: () => api.deleteNote(view.session.id, note.id),
    onSuccess: () => {
      forgetNote(view, note.id);
      showToast(note.text ? 'Note deleted.' : 'Marker deleted.', 'good', {
        action: { label: 'Undo', run: () => void bringBack(view, note) },
      });
      onDeleted();
    },
    onError: (error) => showToast(problemText(error), 'bad'),
  });
  return (
    <>
      <IconButton label={`Edit ${what}`} icon={<Pencil />} onClick={onEdit} />
      <IconButton
        label={`Delete ${what}`}
        icon={<Trash2 />}
        onClick={() => {
          if (!remove.isPending) remove.mutate();
        }}
      />
    </>
  );
}

async function bringBack(view: RecordingView, { at, text }: NoteToolsProps['note']): Promise<void> {
  try {
    keepNote(view, await api.addNote(view.session.id, { at, text }));
  } catch (error) {
    showToast(problemText(error), 'bad');
  }
}
