import { copyMessage } from '../../../lib/clipboard.ts';
import { showToast } from '../../../ui/toasts.ts';

/** Puts a share link on the clipboard and says so. */
export async function copyShare(link: string): Promise<boolean> {
  const anchor = document.createElement('a');
  anchor.href = link;
  anchor.textContent = link;
  const done = await copyMessage({ text: link, html: anchor.outerHTML });
  if (done) showToast('Link copied.');
  else showToast(`Your browser did not let us copy. The link is ${link}`, 'bad');
  return done;
}
