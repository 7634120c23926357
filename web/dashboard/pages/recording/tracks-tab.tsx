import { Download } from 'lucide-react';
import type { RecordingView, TrackFile } from '../../../../wire/http.ts';
import { trackFile } from '../../../lib/api.ts';
import { ROLE_LABELS } from '../../../lib/labels.ts';
import { showBytes, showDuration } from '../../../lib/time.ts';
import { ButtonLink } from '../../../ui/button.tsx';
import css from './side.module.css';

const KINDS = { mic: 'Voice', cam: 'Camera' } as const satisfies Record<TrackFile['kind'], string>;
const STATES = { recording: 'Still recording', finishing: 'Being made', failed: 'Failed' } as const;

/** 'Separate tracks': each person's own voice, and camera where the Study asks for it, as a file. */
export function TracksTab({ view }: { view: RecordingView }) {
  if (view.tracks.length === 0)
    return (
      <p className={css.nothing}>
        This recording has no separate tracks. In its Settings a Study can ask for each person’s voice as a file of its
        own.
      </p>
    );
  return (
    <ul className={css.tracks} aria-label="Separate tracks">
      {view.tracks.map((track) => (
        <li key={track.id}>
          <div>
            <p className={css.from}>
              <strong>{track.name}</strong>
              <span className={css.by}>{ROLE_LABELS[track.role]}</span>
            </p>
            <span className={css.by}>{facts(track)}</span>
          </div>
          {track.status === 'ready' && (
            <ButtonLink
              size="s"
              icon={<Download />}
              href={trackFile(view.id, track.id)}
              aria-label={`Download ${KINDS[track.kind].toLowerCase()} of ${track.name}`}
              download
            >
              Download
            </ButtonLink>
          )}
        </li>
      ))}
    </ul>
  );
}

function facts({ kind, status, durationMs, bytes }: TrackFile): string {
  if (status !== 'ready') return `${KINDS[kind]} · ${STATES[status]}`;
  const parts = [durationMs === null ? '' : showDuration(durationMs), bytes === null ? '' : showBytes(bytes)];
  return [KINDS[kind], ...parts].filter(Boolean).join(' · ');
}
