import type { SessionDetails } from '../../../../wire/http.ts';
import { DeleteRecording } from '../../parts/delete-recording.tsx';
import { RecordingActions } from '../../parts/recording-actions.tsx';
import { RecordingStatus } from '../../parts/recording-status.tsx';
import css from './session.module.css';

/** What was recorded, or why there is nothing yet. */
export function RecordingSection({ session }: { session: SessionDetails }) {
  const { recording, status } = session;
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
      {!recording.deleted && (recording.status === 'ready' || recording.status === 'failed') && (
        <div className={css.buttons}>
          <RecordingActions recording={recording} />
          <DeleteRecording id={recording.id} />
        </div>
      )}
    </>
  );
}
