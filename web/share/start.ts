import { pageFrame } from '../join/frame.ts';
import { openShare, sharedFile } from './open-share.ts';
import { deadPage, failedPage } from './pages.ts';
import type { PasscodePage } from './passcode-page.ts';
import { passcodePage } from './passcode-page.ts';
import { watchPage } from './watch-page.ts';

/** From the link to the recording: its secret leaves the address as soon as this browser has a pass of its own. */
export function startSharePage(root: HTMLElement): void {
  const share = decodeURIComponent(location.pathname.split('/')[2] ?? '');
  const secret = location.hash.slice(1);
  const frame = pageFrame(root);
  let asking: PasscodePage | null = null;
  addEventListener('hashchange', () => location.reload());

  async function open(passcode?: string): Promise<void> {
    const opened = await openShare(share, {
      ...(secret && { secret }),
      ...(passcode !== undefined && { passcode }),
    });
    switch (opened.kind) {
      case 'open': {
        history.replaceState(null, '', location.pathname);
        const { element, player } = watchPage(opened.recording, sharedFile(share), leave);
        frame.show(element);
        // A link can be revoked while it is watched: then its page says so instead of a broken player.
        function leave() {
          player.close();
          frame.show(deadPage());
        }
        return;
      }
      case 'passcode':
        if (asking && opened.wrong) return asking.tell(opened.wrong);
        asking = passcodePage(open);
        return frame.show(asking.element);
      case 'dead':
        return frame.show(deadPage());
      case 'failed':
        if (asking) return asking.tell(opened.sentence);
        return frame.show(failedPage(opened.sentence, () => void open()));
    }
    return opened satisfies never;
  }

  void open();
}
