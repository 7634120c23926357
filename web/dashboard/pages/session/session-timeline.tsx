import type { TimelineEntry } from '../../../../wire/http.ts';
import { showClock, showNearDay } from '../../../lib/time.ts';
import { timelineSentence } from '../../../lib/timeline.ts';
import { useViewerZone } from '../../shell/me.ts';
import { useNow } from '../../shell/use-now.ts';
import css from './session.module.css';

/** What happened, the newest first. */
export function SessionTimeline({ entries }: { entries: readonly TimelineEntry[] }) {
  const zone = useViewerZone();
  const now = useNow();
  return (
    <ol className={css.timeline}>
      {entries.toReversed().map((entry, index) => (
        <li key={entries.length - index}>
          <p>{timelineSentence(entry, zone)}</p>
          <time className={css.small} dateTime={entry.at}>
            {showNearDay(entry.at, now, zone)}, {showClock(entry.at, zone)}
          </time>
        </li>
      ))}
    </ol>
  );
}
