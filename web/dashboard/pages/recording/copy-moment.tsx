import { watchPath } from '../../../lib/api.ts';
import { copyMessage } from '../../../lib/clipboard.ts';
import { showMoment } from '../../../player/parts.ts';
import type { Playback } from '../../../player/playback.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { showToast } from '../../../ui/toasts.ts';

/** 'Copy link to this moment': for the workspace's members; it opens the recording right there. */
export function CopyMoment({ id, title, playback }: { id: string; title: string; playback: Playback }) {
  const copy = async () => {
    const { ms } = playback.state();
    const link = location.origin + watchPath(id, ms);
    const anchor = document.createElement('a');
    anchor.href = link;
    anchor.textContent = `${title} at ${showMoment(ms)}`;
    const done = await copyMessage({ text: link, html: anchor.outerHTML });
    if (done) showToast(`Link to ${showMoment(ms)} copied. Members of the workspace can open it.`);
    else showToast(`Your browser did not let us copy. The link is ${link}`, 'bad');
    return done;
  };
  return (
    <CopyButton size="s" copy={copy}>
      Copy link to this moment
    </CopyButton>
  );
}
