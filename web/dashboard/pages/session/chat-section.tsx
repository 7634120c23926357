import { useQuery } from '@tanstack/react-query';
import type { SessionDetails } from '../../../../wire/http.ts';
import { chatQuery } from '../../../lib/queries.ts';
import { ROLE_LABELS } from '../../../lib/labels.ts';
import { showOffset } from '../../../lib/offset.ts';
import { showClock } from '../../../lib/time.ts';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { Badge } from '../../../ui/badge.tsx';
import { Failed } from '../../parts/failed.tsx';
import { useViewerZone } from '../../shell/me.ts';
import { FoldedList } from './folded-list.tsx';
import css from './notes.module.css';

/** What was written in the room's two chats, in the order in which it was. */
export function ChatSection({ session }: { session: SessionDetails }) {
  const zone = useViewerZone();
  const chat = useQuery(chatQuery(session.id, session.live));
  if (!chat.data) {
    return chat.error ? <Failed error={chat.error} onRetry={() => void chat.refetch()} /> : <SkeletonRows rows={2} />;
  }
  if (chat.data.length === 0) return <p className={css.soft}>{nothing(session)}</p>;
  return (
    <div className={css.section}>
      <FoldedList items={chat.data} noun="messages">
        {(line) => (
          <li key={line.id}>
            <time className={css.offset} dateTime={line.at} title={showClock(line.at, zone)}>
              {showOffset(line.at, session.startsAt)}
            </time>
            <div className={css.words}>
              <p className={css.from}>
                <strong>{line.by}</strong>
                <span className={css.by}>{ROLE_LABELS[line.role]}</span>
                {line.room === 'backroom' && <Badge tone="warn">Backroom</Badge>}
              </p>
              <p className={css.text} dir="auto">
                {line.text}
              </p>
            </div>
          </li>
        )}
      </FoldedList>
    </div>
  );
}

function nothing({ live, status }: SessionDetails): string {
  return live || status === 'scheduled' ? 'Nothing was written yet.' : 'Nothing was written in the room.';
}
