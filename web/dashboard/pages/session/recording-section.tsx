import type { SessionDetails } from '../../../../wire/http.ts';
import { sessionTitle } from '../../../lib/invitation.ts';
import { RecordingActions } from '../../parts/recording-actions.tsx';
import { RecordingStatus } from '../../parts/recording-status.tsx';
import css from './session.module.css';

/** What was recorded, or why there is nothing yet. */
export function RecordingSection({ session }: { session: SessionDetails }) {
  const { recording, status, participant } = session;
  if (!recording) {
    const text =
      status === 'scheduled' || status === 'needs_review'
        ? 'Nothing recorded yet. The recording appears here when the Session is over.'
        : 'This Session was not recorded.';
    return <p className={css.soft}>{text}</p>;
  }
  return (
    <>
      <RecordingStatus recording={recording} />
      {(recording.status === 'ready' || recording.status === 'failed') && (
        <div className={css.buttons}>
          <RecordingActions recording={recording} title={sessionTitle(participant.name)} />
        </div>
      )}
    </>
  );
}
