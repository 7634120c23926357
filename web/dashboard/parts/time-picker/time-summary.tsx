import { MINUTE } from '../../../../wire/limits.ts';
import { sameClock, showClock, showSpan, showZone } from '../../../lib/time.ts';
import type { WallTime } from '../../../lib/wall-time.ts';
import { instantOf, wallTimeFate } from '../../../lib/wall-time.ts';
import css from './time-summary.module.css';

/** Whose clock it is, in words ("For you"), and where they are. */
export interface Reader {
  who: string;
  zone: string;
}

interface TimeSummaryProps {
  wall: WallTime;
  zone: string;
  readers: readonly Reader[];
  lengthMinutes: number;
  error: string | undefined;
}

/** When that is, in words: where it is chosen and for each side, and what is wrong with it. */
export function TimeSummary({ wall, zone, readers, lengthMinutes, error }: TimeSummaryProps) {
  const start = instantOf(wall, zone);
  const end = (start ?? 0) + (Number.isFinite(lengthMinutes) ? lengthMinutes : 0) * MINUTE;
  const elsewhere = readers.some((reader) => start !== null && !sameClock(zone, reader.zone, start));
  return (
    <div className={css.summary} data-wrong={Boolean(error)} aria-live="polite">
      {error && <p className={css.error}>{error}</p>}
      {start !== null && (
        <>
          <Line start={start} end={end} zone={zone} />
          <Oddity wall={wall} zone={zone} start={start} />
          {elsewhere && readers.map((reader) => <Line key={reader.who} {...reader} start={start} end={end} />)}
        </>
      )}
    </div>
  );
}

function Line({ who, start, end, zone }: { who?: string; start: number; end: number; zone: string }) {
  return (
    <p>
      {who && <span className={css.zone}>{who}: </span>}
      <time dateTime={new Date(start).toISOString()}>{showSpan(start, end, zone)}</time>{' '}
      <span className={css.zone}>{showZone(zone, start)}</span>
    </p>
  );
}

/** Clocks go forward over that time, or back to it: which instant it then is. */
function Oddity({ wall, zone, start }: { wall: WallTime; zone: string; start: number }) {
  const fate = wallTimeFate(wall, zone);
  if (fate === 'once') return null;
  return (
    <p className={css.note}>
      {fate === 'skipped'
        ? `Clocks go forward there that day and skip ${wall.time}: it will be ${showClock(start, zone)}.`
        : `Clocks go back there that day and show ${wall.time} twice: the first of the two is meant.`}
    </p>
  );
}
