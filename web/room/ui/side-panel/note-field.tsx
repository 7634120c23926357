import { Bookmark } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { NOTE_MAX } from '../../../../wire/limits.ts';
import { Button } from '../../../ui/button.tsx';
import { dropMarker } from '../marker.ts';
import { useStore } from '../room-context.ts';
import { useRoomUi } from '../room-ui.ts';
import { Moment } from './moment.tsx';
import css from './notes.module.css';
import { useDraft } from './use-draft.ts';

/** A note half written; its moment is when its writing began, own clock, ms. */
interface Draft {
  text: string;
  startedAt: number;
}
const NOTHING: Draft = { text: '', startedAt: 0 };

/** Where a note is written. Enter saves, Shift and Enter make a new line. */
export function NoteField() {
  const store = useStore();
  const ui = useRoomUi();
  const [draft, setDraft] = useDraft('note', NOTHING);
  const { text, startedAt } = draft;

  const write = (text: string) =>
    setDraft(text.trim() ? { text, startedAt: startedAt || Date.now() } : { text, startedAt: 0 });
  const save = () => {
    if (!text.trim()) return;
    store.addNote(text, startedAt);
    setDraft(NOTHING);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    save();
  };

  return (
    <form
      className={css.writing}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <textarea
        data-first-focus
        rows={2}
        maxLength={NOTE_MAX}
        aria-label="Note"
        placeholder="Write a note"
        value={text}
        onChange={(event) => write(event.target.value)}
        onKeyDown={press}
      />
      <p className={css.foot}>
        {startedAt > 0 && (
          <span className={css.moment}>
            <Moment at={new Date(startedAt + store.get().clockSkew).toISOString()} />
          </span>
        )}
        <Button size="s" icon={<Bookmark />} onClick={() => dropMarker(store, ui)}>
          Marker
        </Button>
        <Button size="s" kind="primary" type="submit" aria-disabled={!text.trim()}>
          Save note
        </Button>
      </p>
    </form>
  );
}
