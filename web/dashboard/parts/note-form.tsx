import type { KeyboardEvent, ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import { NOTE_MAX } from '../../../wire/limits.ts';
import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import css from './note-form.module.css';

interface NoteFormProps {
  text: string;
  onText: (text: string) => void;
  hint?: string;
  /** Why it was not saved. */
  problem: string | null;
  busy: boolean;
  onSave: () => void;
  onCancel: () => void;
  /** Fields beside the text. */
  children?: ReactNode;
}

/** The words of a note. Ctrl or Command with Enter saves, Escape gives up. */
export function NoteForm({ text, onText, hint, problem, busy, onSave, onCancel, children }: NoteFormProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  // The person has just asked for it.
  useEffect(() => field.current?.focus(), []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onCancel();
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !busy) onSave();
  };
  return (
    <Form className={css.form} onSubmit={onSave}>
      <TextArea
        label="Note"
        hint={hint}
        error={problem}
        value={text}
        maxLength={NOTE_MAX}
        ref={field}
        onKeyDown={onKeyDown}
        onChange={(event) => onText(event.target.value)}
      />
      {children}
      <div className={css.buttons}>
        <Button size="s" onClick={onCancel}>
          Cancel
        </Button>
        <Button size="s" kind="primary" type="submit" busy={busy}>
          Save
        </Button>
      </div>
    </Form>
  );
}
