import { TriangleAlert, WifiOff } from 'lucide-react';
import { deviceZone, showClock } from '../../lib/time.ts';
import css from './head.module.css';
import { OwnRecording, RecordingMenu } from './parts.ts';
import { RecSign } from './rec-sign.tsx';
import { useRoom } from './room-context.ts';
import { useServerNow } from './use-now.ts';

/** The clock is read to the minute. ms. */
const CLOCK_EVERY = 5_000;

const CONNECTION_WORDS = {
  weak: 'Your connection is weak',
  reconnecting: 'Reconnecting',
  unreachable: 'Reconnecting',
  denied: 'No picture or sound',
} as const;

/** Above the stage: what this is, the time, the recording, one's own connection. */
export function Head() {
  const session = useRoom((state) => state.view.session);
  const role = useRoom((state) => state.view.seat.role);
  const isHost = role === 'researcher';
  const connection = useRoom((state) => state.connection);
  const now = useServerNow(CLOCK_EVERY);
  const zone = deviceZone();
  return (
    <header className={css.head}>
      <div className={css.what}>
        <h1>{session.studyTitle}</h1>
        <p className="numerals">
          {showClock(now, zone)} <span className={css.until}>until {showClock(session.endsAt, zone)}</span>
        </p>
      </div>
      {/* There before it says something: only then is it read aloud. */}
      <output className={css.connection} data-state={connection} aria-live={connection === 'weak' ? 'polite' : 'off'}>
        {connection !== 'good' && (
          <>
            {connection === 'weak' ? <TriangleAlert aria-hidden="true" /> : <WifiOff aria-hidden="true" />}
            <span>{CONNECTION_WORDS[connection]}</span>
          </>
        )}
      </output>
      <RecSign />
      {isHost && <RecordingMenu />}
      {role === 'participant' && <OwnRecording />}
    </header>
  );
}
