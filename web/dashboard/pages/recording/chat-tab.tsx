import type { RecordingView } from '../../../../wire/http.ts';
import { ROLE_LABELS } from '../../../lib/labels.ts';
import type { Playback } from '../../../player/playback.ts';
import { Badge } from '../../../ui/badge.tsx';
import { currentLine } from './lines.ts';
import { MomentList } from './moment-list.tsx';
import css from './side.module.css';
import { usePlayback } from './use-playback.ts';

/** What was written in the room's two chats. */
export function ChatTab({ view: { chat }, playback }: { view: RecordingView; playback: Playback }) {
  const line = usePlayback(playback, ({ ms }) => currentLine(chat, ms));
  if (chat.length === 0) return <p className={css.nothing}>Nothing was written in the room.</p>;
  return (
    <MomentList
      label="Chat"
      playback={playback}
      current={line < 0 ? [] : [line]}
      lines={chat.map(({ id, atMs, by, role, room, text }) => ({
        id,
        atMs,
        name: `message by ${by}`,
        content: (
          <>
            <p className={css.from}>
              <strong>{by}</strong>
              <span className={css.by}>{ROLE_LABELS[role]}</span>
              {room === 'backroom' && <Badge tone="warn">Backroom</Badge>}
            </p>
            <p className={css.text} dir="auto">
              {text}
            </p>
          </>
        ),
      }))}
    />
  );
}
