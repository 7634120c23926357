import { Plus } from 'lucide-react';
import { useRef, useState } from 'react';
import type { RecordingView } from '../../../../wire/http.ts';
import type { Player } from '../../../player/player.ts';
import { Button } from '../../../ui/button.tsx';
import { AddNote } from './add-note.tsx';
import { ChangeNote } from './change-note.tsx';
import { currentLine } from './lines.ts';
import { MomentList } from './moment-list.tsx';
import { NoteTools } from './note-tools.tsx';
import { NoteWords } from './note-words.tsx';
import css from './side.module.css';
import { usePlayback } from './use-playback.ts';

interface NotesTabProps {
  view: RecordingView;
  player: Player;
  /** A note is being written at this moment, ms in the file. */
  notingAt: number | null;
  onNoting: (atMs: number | null) => void;
}

/** Notes and markers by time; one's own can be changed, new ones are added at the moment that is shown. */
export function NotesTab({ view, player, notingAt, onNoting }: NotesTabProps) {
  const { notes } = view;
  const { playback } = player;
  const foot = useRef<HTMLDivElement>(null);
  const [changing, setChanging] = useState<string | null>(null);
  const line = usePlayback(playback, ({ ms }) => currentLine(notes, ms));
  const changed = notes.find(({ id }) => id === changing);
  // Written: the next keys are for the recording again.
  const done = (close: () => void) => {
    close();
    player.focus();
  };
  if (changed) return <ChangeNote view={view} note={changed} onClose={() => done(() => setChanging(null))} />;
  if (notingAt !== null)
    return <AddNote key={notingAt} view={view} atMs={notingAt} onClose={() => done(() => onNoting(null))} />;
  return (
    <>
      {notes.length === 0 && (
        <p className={css.nothing}>
          No notes yet. <span className={css.key}>Press N to write one at this moment.</span>
        </p>
      )}
      <MomentList
        label="Notes"
        playback={playback}
        current={line < 0 ? [] : [line]}
        lines={notes.map((note) => ({
          id: note.id,
          atMs: note.atMs,
          name: note.text ? `note by ${note.by}` : `marker by ${note.by}`,
          content: <NoteWords note={note} />,
          tools: note.mine && (
            <NoteTools
              view={view}
              note={note}
              onEdit={() => setChanging(note.id)}
              onDeleted={() => foot.current?.querySelector('button')?.focus()}
            />
          ),
        }))}
      />
      <div className={css.foot} ref={foot}>
        <Button size="s" icon={<Plus />} onClick={() => onNoting(playback.state().ms)}>
          Add note
        </Button>
      </div>
    </>
  );
}
