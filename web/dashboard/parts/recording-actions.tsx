import { Download, Play } from 'lucide-react';
import { useState } from 'react';
import type { RecordingRow } from '../../../wire/http.ts';
import { recordingFile } from '../../lib/api.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { RetryRecording } from './retry-recording.tsx';
import { WatchDialog } from './watch-dialog.tsx';

interface RecordingActionsProps {
  recording: RecordingRow | null;
  /** Title of the player: whose Session it was. */
  title: string;
}

/** 'Watch' and 'Download recording', once there is something to watch; 'Try again' when making it failed. */
export function RecordingActions({ recording, title }: RecordingActionsProps) {
  const [watching, setWatching] = useState(false);
  if (recording?.status === 'failed') return <RetryRecording id={recording.id} />;
  if (recording?.status !== 'ready') return null;
  return (
    <>
      <Button size="s" icon={<Play />} onClick={() => setWatching(true)}>
        Watch
      </Button>
      <ButtonLink size="s" icon={<Download />} href={recordingFile(recording.id, true)} download>
        Download recording
      </ButtonLink>
      {watching && <WatchDialog id={recording.id} title={title} onClose={() => setWatching(false)} />}
    </>
  );
}
