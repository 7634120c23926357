import { pageFrame } from '../join/frame.ts';
import type { Player } from '../player/player.ts';
import { isDead, openShare, sharedFile } from './open-share.ts';
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
        const { element, player } = watchPage(opened.recording, sharedFile(share));
        frame.show(element);
        return followFailures(player);
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

  /** A link can be revoked while it is watched: then its page says so instead of a broken player. */
  function followFailures(player: Player) {
    let wasFailed = false;
    player.playback.subscribe(() => {
      const { failed } = player.playback.state();
      if (failed && !wasFailed) void leaveWhenDead(player);
      wasFailed = failed;
    });
  }
  async function leaveWhenDead(player: Player) {
    if (!(await isDead(share))) return;
    player.close();
    frame.show(deadPage());
  }

  void open();
}
