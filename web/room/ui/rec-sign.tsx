import { Pause, TriangleAlert } from 'lucide-react';
import type { RecordingState } from '../../../wire/room.ts';
import { showDuration } from '../../lib/time.ts';
import css from './rec-sign.module.css';
import { useRoom } from './room-context.ts';
import { useServerNow } from './use-now.ts';

const NOT_RECORDED: Record<NonNullable<RecordingState['why']>, string> = {
  refused: ': the Participant did not agree to recording',
  withdrawn: ': the Participant withdrew their consent',
};

/** Says at all times whether one is recorded, for how long, and how much of it is safe. */
export function RecSign() {
  const recording = useRoom((state) => state.recording);
  switch (recording.state) {
    case 'off':
      return recording.why ? (
        <p className={css.quiet}>
          Not recorded<span className={css.reason}>{NOT_RECORDED[recording.why]}</span>
        </p>
      ) : null;
    case 'waiting':
      return <p className={css.quiet}>Not recording</p>;
    case 'finishing':
      return <p className={css.quiet}>Recording is being finished</p>;
    case 'paused':
      return (
        <p className={css.paused}>
          <Pause aria-hidden="true" />
          Recording paused
        </p>
      );
    case 'on':
    case 'trouble':
      return <Running recording={recording} />;
  }
  return recording.state satisfies never;
}

function Running({ recording }: { recording: RecordingState }) {
  const now = useServerNow(1_000);
  const trouble = recording.state === 'trouble';
  // What the media service records, it keeps to itself until the end.
  const isOurs = recording.by !== null || recording.savedMs > 0;
  const elapsed = recording.since ? Math.max(0, now - Date.parse(recording.since)) : 0;
  return (
    <p className={css.sign} data-trouble={trouble}>
      <span className={css.rec}>
        {trouble ? <TriangleAlert aria-hidden="true" /> : <span className={css.dot} aria-hidden="true" />}
        REC <span className="numerals">{showDuration(elapsed)}</span>
      </span>
      {isOurs && (
        <span className={css.saved}>
          saved up to <span className="numerals">{showDuration(recording.savedMs)}</span>
        </span>
      )}
    </p>
  );
}
