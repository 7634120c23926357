import { SendHorizontal } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useId } from 'react';
import { CHAT_MAX } from '../../../../wire/limits.ts';
import type { ChatRoom } from '../../../../wire/words.ts';
import { useRoom, useStore } from '../room-context.ts';
import css from './composer.module.css';
import { useDraft } from './use-draft.ts';

/** The counter shows when so little is left, characters. */
const COUNT_FROM = 200;

const LABELS: Record<ChatRoom, string> = { all: 'Write to everybody', backroom: 'Write to the backroom' };
const SEND: Record<ChatRoom, string> = { all: 'Send to everybody', backroom: 'Send to the backroom' };

/** Where one writes. Enter sends, Shift and Enter make a new line. */
export function Composer({ room }: { room: ChatRoom }) {
  const store = useStore();
  const id = useId();
  const [text, setText] = useDraft(`chat.${room}`, '');
  const isWatching = useRoom(({ view }) => view.seat.role === 'guest' && view.guestPolicy === 'watch');
  const isAway = useRoom(({ connection }) => connection === 'reconnecting');
  const left = CHAT_MAX - text.trim().length;

  if (isWatching && room === 'all') {
    return <p className={css.watching}>Guests of this Study watch. You can write in the backroom.</p>;
  }

  const send = () => {
    if (!text.trim() || left < 0) return;
    store.say(room, text);
    setText('');
  };
  const press = (event: KeyboardEvent) => {
    // Enter also ends the composing of a character in many scripts.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };

  return (
    <form
      className={css.composer}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {isAway && <p className={css.hint}>You are reconnecting. What you write is sent as soon as you are back.</p>}
      <div className={css.field}>
        <textarea
          data-first-focus
          rows={1}
          aria-label={LABELS[room]}
          aria-describedby={left < COUNT_FROM ? id : undefined}
          aria-invalid={left < 0}
          placeholder={LABELS[room]}
          enterKeyHint="send"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={press}
        />
        <button type="submit" aria-label={SEND[room]} title={SEND[room]} disabled={!text.trim() || left < 0}>
          <SendHorizontal aria-hidden="true" />
        </button>
      </div>
      {left < COUNT_FROM && (
        <p id={id} className={css.count} data-over={left < 0} role={left < 0 ? 'alert' : undefined}>
          {left < 0 ? `${-left} characters too many` : `${left} characters left`}
        </p>
      )}
    </form>
  );
}
