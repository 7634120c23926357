import { MINUTE } from '../../../../wire/limits.ts';
import { sameClock, showClock, showSpan, showZone } from '../../../lib/time.ts';
import type { WallTime } from '../../../lib/wall-time.ts';
import { instantOf, wallTimeExists } from '../../../lib/wall-time.ts';
import css from './time-summary.module.css';

interface TimeSummaryProps {
  wall: WallTime;
  zone: string;
  viewerZone: string;
  lengthMinutes: number;
  error: string | undefined;
}

/** When that is, in words, there and here; and what is wrong with it. */
export function TimeSummary({ wall, zone, viewerZone, lengthMinutes, error }: TimeSummaryProps) {
  const start = instantOf(wall, zone);
  const end = (start ?? 0) + (Number.isFinite(lengthMinutes) ? lengthMinutes : 0) * MINUTE;
  return (
    <div className={css.summary} data-wrong={Boolean(error)} aria-live="polite">
      {error && <p className={css.error}>{error}</p>}
      {start !== null && (
        <>
          <p>
            <time dateTime={new Date(start).toISOString()}>{showSpan(start, end, zone)}</time>{' '}
            <span className={css.zone}>{showZone(zone, start)}</span>
          </p>
          {!wallTimeExists(wall, zone) && (
            <p className={css.note}>
              Clocks go forward there that night and skip {wall.time}: it will be {showClock(start, zone)}.
            </p>
          )}
          {!sameClock(zone, viewerZone, start) && (
            <p>
              <span className={css.zone}>For you: </span>
              <time dateTime={new Date(start).toISOString()}>{showSpan(start, end, viewerZone)}</time>{' '}
              <span className={css.zone}>{showZone(viewerZone, start)}</span>
            </p>
          )}
        </>
      )}
    </div>
  );
}
