import type { RecordingView } from '../../../../wire/http.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { NewShare } from './new-share.tsx';
import { ShareItem } from './share-item.tsx';
import css from './share.module.css';

/** 'Share': links for people without an account, who sees how often, and their end. */
export function ShareDialog({ recording, onClose }: { recording: RecordingView; onClose: () => void }) {
  return (
    <Dialog
      title="Share"
      intro="Whoever has the link can watch the recording, without an account. Notes and chat are not shown to them."
      size="l"
      onClose={onClose}
    >
      <NewShare recording={recording} />
      {recording.shares.length > 0 && (
        <section className={css.links} aria-label="Links">
          <h3>Links</h3>
          <ul>
            {recording.shares.map((share) => (
              <ShareItem key={share.id} recordingId={recording.id} share={share} />
            ))}
          </ul>
        </section>
      )}
    </Dialog>
  );
}
