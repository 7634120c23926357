import { useState } from 'react';
import { recordingFile } from '../../lib/api.ts';
import { Banner } from '../../ui/banner.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import css from './watch-dialog.module.css';

/** Plays a recording from the server, which answers in ranges: seeking loads only what is seen. */
export function WatchDialog({ id, title, onClose }: { id: string; title: string; onClose: () => void }) {
  const [failed, setFailed] = useState(false);
  return (
    <Dialog title={title} size="l" onClose={onClose}>
      {failed ? (
        <Banner tone="bad">The recording could not be played here. Try 'Download recording' instead.</Banner>
      ) : (
        // oxlint-disable-next-line jsx-a11y/media-has-caption -- a conversation just recorded has no captions yet
        <video
          className={css.video}
          src={recordingFile(id)}
          controls
          autoPlay
          playsInline
          aria-label={title}
          onError={() => setFailed(true)}
        />
      )}
    </Dialog>
  );
}
