import type { RecordingRow } from '../../../wire/http.ts';
import type { DeletionReason } from '../../../wire/words.ts';
import { showBytes, showDay, showDuration } from '../../lib/time.ts';
import { Badge } from '../../ui/badge.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { useViewerZone } from '../shell/me.ts';
import css from './recording-status.module.css';

/** How far a recording is: on, being made, ready, failed, or never was. */
export function RecordingStatus({ recording }: { recording: RecordingRow | null }) {
  if (!recording) return <span className={css.soft}>Not recorded</span>;
  if (recording.deleted) return <Deleted deleted={recording.deleted} />;
  switch (recording.status) {
    case 'recording':
      return <Badge tone="live">Recording now</Badge>;
    case 'finishing':
      return (
        <span className={css.making}>
          <Spinner /> {recording.percent === null ? 'Finishing…' : `Finishing ${recording.percent} %`}
        </span>
      );
    case 'ready':
      return (
        <div>
          <Badge tone="good">Recording ready</Badge>
          <p className={css.facts}>{facts(recording)}</p>
        </div>
      );
    case 'failed':
      return <Badge tone="bad">The recording failed</Badge>;
    default:
      return recording.status satisfies never;
  }
}

const DELETED_WORDS: Record<DeletionReason, string> = {
  retention: 'Its time was over',
  withdrawn: 'The Participant took their consent back',
  participant_deleted: 'The Participant was deleted',
  by_hand: 'By an Owner',
};

function Deleted({ deleted: { at, why } }: { deleted: NonNullable<RecordingRow['deleted']> }) {
  const zone = useViewerZone();
  return (
    <div>
      <Badge>Recording deleted</Badge>
      <p className={`${css.facts} ${css.why}`}>
        {DELETED_WORDS[why]}, <span className={css.day}>{showDay(at, zone)}</span>
      </p>
    </div>
  );
}

function facts({ durationMs, bytes }: RecordingRow): string {
  return [durationMs === null ? '' : showDuration(durationMs), bytes === null ? '' : showBytes(bytes)]
    .filter(Boolean)
    .join(' · ');
}
