import { Mic, Video } from 'lucide-react';
import type { RecordingView, TrackFile } from '../../../../wire/http.ts';
import { trackFile } from '../../../lib/api.ts';
import { ROLE_LABELS } from '../../../lib/labels.ts';
import { showBytes, showDuration } from '../../../lib/time.ts';
import { DownloadLink } from '../../parts/download-link.tsx';
import { RetryRecording } from '../../parts/retry-recording.tsx';
import css from './tracks.module.css';

const KINDS = { mic: 'Voice', cam: 'Camera' } as const satisfies Record<TrackFile['kind'], string>;

/** 'Separate tracks': each person's own voice, with their camera where the Study asks for it, as a file. */
export function TracksTab({ view }: { view: RecordingView }) {
  if (view.tracks.length === 0)
    return (
      <p className={css.nothing}>
        This recording has no separate tracks. In its Settings a Study can ask for each person’s voice, or camera and
        voice, as a file of its own.
      </p>
    );
  return (
    <ul className={css.tracks} aria-label="Separate tracks">
      {view.tracks.map((track) => (
        <li key={track.id}>
          <span className={css.kind}>{track.kind === 'cam' ? <Video /> : <Mic />}</span>
          <div className={css.what}>
            <p className={css.from}>
              <strong>{track.name}</strong>
              <span>{ROLE_LABELS[track.role]}</span>
            </p>
            <p className={css.facts}>
              {factsOf(track).map((fact) => (
                <span key={fact}>{fact}</span>
              ))}
            </p>
          </div>
          <Action view={view} track={track} />
          <More track={track} />
        </li>
      ))}
    </ul>
  );
}

function factsOf({ kind, status, durationMs, bytes, percent }: TrackFile): string[] {
  switch (status) {
    case 'recording':
      return [KINDS[kind], 'Still being recorded'];
    case 'finishing':
      return [KINDS[kind], percent === null ? 'Will be made in a moment' : `Being made, ${percent} %`];
    case 'failed':
      return [KINDS[kind], 'Failed'];
    case 'ready':
      return [
        KINDS[kind],
        ...(durationMs === null ? [] : [showDuration(durationMs)]),
        ...(bytes === null ? [] : [showBytes(bytes)]),
      ];
  }
  return status satisfies never;
}

/** Below the rest, in its whole width. */
function More({ track: { status, name, percent } }: { track: TrackFile }) {
  if (status === 'failed') return <p className={css.failed}>Its file could not be made. All its pieces are kept.</p>;
  if (status !== 'finishing') return null;
  return (
    <progress className={css.progress} aria-label={`${name}: how far it is made`} max={100} value={percent ?? 0} />
  );
}

function Action({ view, track }: { view: RecordingView; track: TrackFile }) {
  if (track.status === 'failed') return <RetryRecording id={view.id} track={track} />;
  if (track.status !== 'ready') return null;
  return (
    <DownloadLink
      size="s"
      href={trackFile(view.id, track.id)}
      aria-label={`Download ${KINDS[track.kind].toLowerCase()} of ${track.name}`}
    >
      Download
    </DownloadLink>
  );
}
