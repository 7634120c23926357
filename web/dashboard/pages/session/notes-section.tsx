import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useRef, useState } from 'react';
import type { SessionDetails } from '../../../../wire/http.ts';
import { OPENS_BEFORE } from '../../../../wire/limits.ts';
import { notesQuery } from '../../../lib/queries.ts';
import { Button } from '../../../ui/button.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { Failed } from '../../parts/failed.tsx';
import { useNow } from '../../shell/use-now.ts';
import { AddNote } from './add-note.tsx';
import { FoldedList } from './folded-list.tsx';
import { NoteItem } from './note-item.tsx';
import css from './notes.module.css';
import { useReturn } from '../../parts/use-return.ts';

/** Researchers' notes and markers, by the moment they belong to; one's own can be changed, new ones added afterwards. */
export function NotesSection({ session }: { session: SessionDetails }) {
  const notes = useQuery(notesQuery(session.id, session.live));
  const [adding, setAdding] = useState(false);
  const addButton = useRef<HTMLSpanElement>(null);
  const hasBegun = useNow() >= Date.parse(session.startsAt) - OPENS_BEFORE && session.status !== 'cancelled';
  useReturn(adding, addButton);

  if (!notes.data) {
    return notes.error ? (
      <Failed error={notes.error} onRetry={() => void notes.refetch()} />
    ) : (
      <SkeletonRows rows={2} />
    );
  }
  return (
    <div className={css.section}>
      {notes.data.length > 0 ? (
        <FoldedList items={notes.data} noun="notes">
          {(note) => (
            <NoteItem
              key={note.id}
              note={note}
              session={session}
              onDeleted={() => addButton.current?.querySelector('button')?.focus()}
            />
          )}
        </FoldedList>
      ) : (
        !adding && <p className={css.soft}>{nothing(hasBegun, session)}</p>
      )}
      {adding && <AddNote session={session} onClose={() => setAdding(false)} />}
      {hasBegun && !adding && (
        <span ref={addButton}>
          <Button icon={<Plus />} onClick={() => setAdding(true)}>
            Add note
          </Button>
        </span>
      )}
    </div>
  );
}

function nothing(hasBegun: boolean, { live, status }: SessionDetails): string {
  if (status === 'cancelled') return 'No notes: this Session was cancelled.';
  if (!hasBegun || live) return 'No notes yet. What you write and mark in the room appears here.';
  return 'Nobody took notes in the room.';
}
