import { Download, Mic, Video } from 'lucide-react';
import type { RecordingView, TrackFile } from '../../../../wire/http.ts';
import { trackFile } from '../../../lib/api.ts';
import { ROLE_LABELS } from '../../../lib/labels.ts';
import { showBytes, showDuration } from '../../../lib/time.ts';
import { ButtonLink } from '../../../ui/button.tsx';
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
            <Standing track={track} />
          </div>
          <Action view={view} track={track} />
        </li>
      ))}
    </ul>
  );
}

function Standing({ track }: { track: TrackFile }) {
  const { kind, status, name, durationMs, bytes, percent } = track;
  switch (status) {
    case 'recording':
      return <p className={css.facts}>{KINDS[kind]} · Still being recorded</p>;
    case 'finishing':
      return (
        <>
          <p className={css.facts}>
            {KINDS[kind]} · {percent === null ? 'Will be made in a moment' : `Being made, ${percent} %`}
          </p>
          <progress
            className={css.progress}
            aria-label={`${name}: how far it is made`}
            max={100}
            value={percent ?? 0}
          />
        </>
      );
    case 'failed':
      return <p className={css.failed}>{KINDS[kind]} · Its file could not be made. All its pieces are kept.</p>;
    case 'ready': {
      const parts = [durationMs === null ? '' : showDuration(durationMs), bytes === null ? '' : showBytes(bytes)];
      return <p className={css.facts}>{[KINDS[kind], ...parts].filter(Boolean).join(' · ')}</p>;
    }
  }
  return status satisfies never;
}

function Action({ view, track }: { view: RecordingView; track: TrackFile }) {
  if (track.status === 'failed') return <RetryRecording id={view.id} track={track} />;
  if (track.status !== 'ready') return null;
  return (
    <ButtonLink
      size="s"
      icon={<Download />}
      href={trackFile(view.id, track.id)}
      aria-label={`Download ${KINDS[track.kind].toLowerCase()} of ${track.name}`}
      download
    >
      Download
    </ButtonLink>
  );
}
