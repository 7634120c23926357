import { Play } from 'lucide-react';
import type { RecordingRow } from '../../../wire/http.ts';
import { recordingFile, watchPath } from '../../lib/api.ts';
import { DownloadLink } from './download-link.tsx';
import { LinkButton } from './link-button.tsx';
import { RetryRecording } from './retry-recording.tsx';

/** 'Watch' and 'Download recording', once there is something to watch; 'Try again' when making it failed. */
export function RecordingActions({ recording }: { recording: RecordingRow | null }) {
  if (recording?.deleted) return null;
  if (recording?.status === 'failed') return <RetryRecording id={recording.id} />;
  if (recording?.status !== 'ready') return null;
  return (
    <>
      <LinkButton size="s" icon={<Play />} href={watchPath(recording.id)}>
        Watch
      </LinkButton>
      <DownloadLink size="s" href={recordingFile(recording.id, true)}>
        Download recording
      </DownloadLink>
    </>
  );
}
