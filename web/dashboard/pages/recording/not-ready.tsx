import { CircleAlert, Clapperboard, Trash2 } from 'lucide-react';
import type { RecordingView } from '../../../../wire/http.ts';
import type { AppError } from '../../../../wire/errors.ts';
import { DELETION_SENTENCES } from '../../../lib/labels.ts';
import { showClock, showDay } from '../../../lib/time.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { LinkButton } from '../../parts/link-button.tsx';
import { RetryRecording } from '../../parts/retry-recording.tsx';
import { useViewerZone } from '../../shell/me.ts';
import css from './not-ready.module.css';

/** What stands where the player will be, or would have been. */
export function NotReady({ view }: { view: RecordingView }) {
  switch (view.status) {
    case 'recording':
      return (
        <EmptyState icon={<Clapperboard />} title="Still being recorded">
          The recording can be watched here some minutes after the Session is over.
        </EmptyState>
      );
    case 'failed':
      return (
        <EmptyState icon={<CircleAlert />} title="The recording failed" actions={<RetryRecording id={view.id} />}>
          {view.reason ?? 'Its file could not be made. All the pieces that were recorded are kept.'} If the browser that
          recorded it still holds some of it, open Fieldroom there: it is brought here by itself.
        </EmptyState>
      );
    case 'finishing':
    case 'ready':
      return (
        <EmptyState icon={<Clapperboard />} title="The recording is being made">
          <progress className={css.progress} aria-label="How far it is made" max={100} value={view.percent ?? 0} />
          {view.percent === null ? 'It begins in a moment.' : `${view.percent} %.`} This page shows it when it is ready.
        </EmptyState>
      );
  }
  return view.status satisfies never;
}

/** A recording that was deleted: when and why, as the server says. */
export function Deleted({ error }: { error: AppError }) {
  const zone = useViewerZone();
  const { at, why } = error.detail ?? {};
  const reason = DELETION_SENTENCES.find(([key]) => key === why)?.[1];
  return (
    <EmptyState
      icon={<Trash2 />}
      level={1}
      title="This recording was deleted"
      actions={<LinkButton href="/">Go to your Studies</LinkButton>}
    >
      {typeof at === 'string' && `On ${showDay(at, zone)} at ${showClock(at, zone)}. `}
      {reason}
    </EmptyState>
  );
}
