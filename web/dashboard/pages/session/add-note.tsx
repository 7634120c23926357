import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { SessionDetails } from '../../../../wire/http.ts';
import { api } from '../../../lib/api.ts';
import { parseOffset, showOffset } from '../../../lib/offset.ts';
import { problemText } from '../../../lib/problems.ts';
import { TextField } from '../../../ui/field.tsx';
import { keepNote } from './kept-notes.ts';
import { NoteForm } from '../../parts/note-form.tsx';

/** A note written afterwards, or from outside while people are in. */
export function AddNote({ session, onClose }: { session: SessionDetails; onClose: () => void }) {
  const [text, setText] = useState('');
  const [moment, setMoment] = useState(() => momentNow(session));
  const [isTyped, setIsTyped] = useState(true);
  const save = useMutation({
    mutationFn: (ms: number) => {
      const at = new Date(Date.parse(session.startsAt) + ms).toISOString();
      return api.addNote(session.id, { at, text: text.trim() });
    },
    onSuccess: (note) => {
      keepNote(session.id, note);
      onClose();
    },
  });
  const submit = () => {
    const ms = parseOffset(moment);
    setIsTyped(ms !== null);
    if (ms !== null) save.mutate(ms);
  };
  return (
    <NoteForm
      text={text}
      onText={setText}
      hint="Without words it is a marker."
      problem={save.error && problemText(save.error)}
      busy={save.isPending}
      onSave={submit}
      onCancel={onClose}
    >
      <TextField
        label="Time into the Session"
        hint="Minutes and seconds from the scheduled start."
        error={isTyped ? null : 'Please write it like 12:41.'}
        value={moment}
        autoComplete="off"
        onChange={(event) => setMoment(event.target.value)}
      />
    </NoteForm>
  );
}

/** While people are in it is now; afterwards the start, to be typed over. */
const momentNow = ({ live, startsAt }: SessionDetails) =>
  showOffset(live ? new Date().toISOString() : startsAt, startsAt);
