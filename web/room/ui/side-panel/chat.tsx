import { ArrowDown } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import type { ChatRoom } from '../../../../wire/words.ts';
import { useRoom, useStore } from '../room-context.ts';
import css from './chat.module.css';
import { Composer } from './composer.tsx';
import { groupLines } from './group-lines.ts';
import { LineGroup } from './line-group.tsx';
import { useStickToEnd } from './use-stick-to-end.ts';

const WORDS: Record<ChatRoom, { label: string; readers: string; empty: string }> = {
  all: { label: 'Chat', readers: 'Everybody in the room reads this.', empty: 'Nothing has been written yet.' },
  backroom: {
    label: 'Backroom chat',
    readers: 'Only Researchers and Guests read this. Never the Participant.',
    empty: 'Talk here about what you see, while the Session goes on.',
  },
};

/** One of the two chats. The backroom looks different all over, so that nobody writes in the wrong place. */
export function Chat({ room }: { room: ChatRoom }) {
  const all = useRoom((state) => state.chat.lines);
  const me = useRoom((state) => state.me);
  const lines = useMemo(() => all.filter((line) => line.to === room), [all, room]);
  const groups = useMemo(() => groupLines(lines), [lines]);
  const last = lines.at(-1);
  const { ref, isBehind, toEnd } = useStickToEnd<HTMLDivElement>(last?.id, last?.n === me);
  const words = WORDS[room];
  useReading(room);

  return (
    <div className={css.chat} data-chat={room}>
      <p className={css.readers}>{words.readers}</p>
      <div className={css.middle}>
        {/* It scrolls, so it must be reachable by keys (axe: scrollable-region-focusable). */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <div ref={ref} className={css.log} role="log" aria-label={words.label} tabIndex={0}>
          {groups.map((group) => (
            <LineGroup key={group.id} group={group} isMine={group.n === me} />
          ))}
          {lines.length === 0 && <p className={css.empty}>{words.empty}</p>}
        </div>
        {isBehind && (
          <button type="button" className={css.news} onClick={toEnd}>
            <ArrowDown aria-hidden="true" />
            New messages
          </button>
        )}
      </div>
      <Composer room={room} />
    </div>
  );
}

/** A chat counts as read while it is on the screen; a tab in the background is not looked at. */
function useReading(room: ChatRoom): void {
  const store = useStore();
  useEffect(() => {
    const look = () => store.readChat(document.hidden ? null : room);
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      store.readChat(null);
    };
  }, [room, store]);
}
