import { Repeat, Scissors, X } from 'lucide-react';
import { MINUTE } from '../../../../wire/limits.ts';
import { clipFile } from '../../../lib/api.ts';
import { showDuration } from '../../../lib/time.ts';
import { beginClip } from '../../../player/clip.ts';
import { showTenth } from '../../../player/parts.ts';
import type { Playback } from '../../../player/playback.ts';
import { Button } from '../../../ui/button.tsx';
import { DownloadLink } from '../../parts/download-link.tsx';
import { ClipHint } from './clip-hint.tsx';
import css from './watch.module.css';
import { usePlayback } from './use-playback.ts';

/** 'Mark a clip', and once there is one: how long it is, its preview, 'Download clip'. */
export function ClipBar({ id, playback }: { id: string; playback: Playback }) {
  const clip = usePlayback(playback, (state) => state.clip);
  const previewing = usePlayback(playback, (state) => state.previewing);
  if (!clip) {
    const mark = () => playback.setClip(beginClip(null, playback.state().ms, playback.state().durationMs));
    return (
      <Button size="s" icon={<Scissors />} onClick={mark}>
        Mark a clip
      </Button>
    );
  }
  const { fromMs, toMs } = clip;
  return (
    <section className={css.clip} aria-label="Clip">
      <p className={css.clipFacts}>
        <strong>
          {showTenth(fromMs)} to {showTenth(toMs)}
        </strong>{' '}
        · {clipLength(toMs - fromMs)}
      </p>
      <div className={css.clipButtons}>
        <Button size="s" icon={<Repeat />} aria-pressed={previewing} onClick={() => playback.preview(!previewing)}>
          {previewing ? 'Stop preview' : 'Preview'}
        </Button>
        <DownloadLink size="s" kind="primary" href={clipFile(id, fromMs, toMs)}>
          Download clip
        </DownloadLink>
        <Button size="s" kind="bare" icon={<X />} onClick={() => playback.setClip(null)}>
          Cancel
        </Button>
      </div>
      <ClipHint id={id} clip={clip} />
    </section>
  );
}

/** "4.2 s", "12:41" once it is a minute long. */
const clipLength = (ms: number) => (ms < MINUTE ? `${(ms / 1_000).toFixed(1)} s` : showDuration(ms));
