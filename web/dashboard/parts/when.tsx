import { showDay, showHours, showNearDay } from '../../lib/time.ts';
import { useViewerZone } from '../shell/me.ts';
import { useNow } from '../shell/use-now.ts';
import css from './when.module.css';

/** Day over hours, in the viewer's zone. */
export function When({ startsAt, endsAt }: { startsAt: string; endsAt: string }) {
  const zone = useViewerZone();
  const now = useNow();
  return (
    <time dateTime={startsAt} className={css.when} title={showDay(startsAt, zone)}>
      <span className={css.day}>{showNearDay(startsAt, now, zone)}</span>
      <span className={css.hours}>{showHours(startsAt, endsAt, zone)}</span>
    </time>
  );
}
