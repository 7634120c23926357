import type { KeyboardEvent } from 'react';
import { useEffect, useRef, useState } from 'react';
import { NOTE_MAX } from '../../../../wire/limits.ts';
import { Button } from '../../../ui/button.tsx';
import css from './note-row.module.css';

interface NoteEditorProps {
  text: string;
  onSave: (text: string) => void;
  onCancel: () => void;
}

/** In the place of a note: Enter saves, Escape leaves it as it was. */
export function NoteEditor({ text, onSave, onCancel }: NoteEditorProps) {
  const [draft, setDraft] = useState(text);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(draft.length, draft.length);
    // Only when it opens.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);

  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      // The panel stays open.
      event.stopPropagation();
      onCancel();
    }
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    onSave(draft);
  };

  return (
    <div className={css.editor}>
      <textarea
        ref={field}
        rows={2}
        maxLength={NOTE_MAX}
        aria-label="Note"
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={press}
      />
      <p>
        <Button size="s" kind="bare" onClick={onCancel}>
          Cancel
        </Button>
        <Button size="s" kind="primary" onClick={() => onSave(draft)}>
          Save
        </Button>
      </p>
    </div>
  );
}
