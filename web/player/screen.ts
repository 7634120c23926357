import type { RecordingGap } from '../../wire/http.ts';
import { h, setText } from '../join/dom.ts';
import { gapAt, GAP_WORDS } from './gaps.ts';
import { playerIcon } from './icons.ts';
import type { Playback } from './playback.ts';

/** A sentence over the picture stays this long, ms. */
const SAID_STAYS = 2_500;

export interface Screen {
  element: HTMLElement;
  /** Over the picture and to screen readers, for a moment. */
  say: (text: string) => void;
  draw: (playback: Playback) => void;
}

/** The picture and what lies over it: the big play button, waiting, why there is no picture, a sentence for a moment. */
export function playerScreen(
  video: HTMLVideoElement,
  gaps: readonly RecordingGap[],
  press: { toggle: () => void; full: () => void; retry: () => void },
): Screen {
  const said = h('div', { className: 'player-said', role: 'status' });
  const start = h('div', { className: 'player-start', ariaHidden: 'true' }, playerIcon('play'));
  const wait = h('div', { className: 'player-wait', hidden: true, ariaLabel: 'Loading' });
  const gap = h('p', { className: 'player-gap-words', hidden: true });
  const failed = h(
    'div',
    { className: 'player-failed', role: 'alert', hidden: true },
    h('p', {}, 'The recording could not be played here. Check your connection and try again.'),
    h('button', { type: 'button', className: 'player-again', onclick: press.retry }, 'Try again'),
  );
  video.onclick = press.toggle;
  video.ondblclick = press.full;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    element: h('div', { className: 'player-screen' }, video, start, wait, gap, said, failed),
    say(text) {
      setText(said, text);
      clearTimeout(timer);
      timer = setTimeout(() => setText(said, ''), SAID_STAYS);
    },
    draw(playback) {
      const state = playback.state();
      start.hidden = state.playing || state.failed || state.ms > 0;
      wait.hidden = !state.waiting || state.failed;
      failed.hidden = !state.failed;
      const here = state.playing ? null : gapAt(gaps, state.ms);
      gap.hidden = !here || state.failed;
      if (here) setText(gap, GAP_WORDS[here.why]);
    },
  };
}
