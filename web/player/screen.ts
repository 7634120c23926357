import type { RecordingGap } from '../../wire/http.ts';
import { h, setText } from '../join/dom.ts';
import { gapWords } from './gaps.ts';
import { playerIcon } from './icons.ts';
import type { Playback } from './playback.ts';
import { troublePanel } from './trouble-panel.ts';

/** A sentence over the picture stays this long, ms. */
const SAID_STAYS = 2_500;
/** A wait this long is told to screen readers too, ms. */
const LONG_WAIT = 1_000;

export interface Screen {
  element: HTMLElement;
  /** Over the picture and to screen readers, for a moment. */
  say: (text: string) => void;
  draw: (playback: Playback) => void;
}

interface ScreenUses {
  toggle: () => void;
  full: () => void;
  retry: () => void;
  signIn: ((ms: number) => string) | undefined;
}

/** The picture and what lies over it: the big play button, waiting, why there is no picture, a sentence for a moment. */
export function playerScreen(video: HTMLVideoElement, gaps: readonly RecordingGap[], uses: ScreenUses): Screen {
  const said = h('div', { className: 'player-said', role: 'status' });
  const start = h('div', { className: 'player-start', ariaHidden: 'true' }, playerIcon('play'));
  const wait = h('div', { className: 'player-wait', hidden: true, ariaHidden: 'true' });
  const waitWords = h('div', { className: 'player-unseen', role: 'status' });
  const gap = h('div', { className: 'player-gap-words', role: 'status' });
  const trouble = troublePanel(uses.retry, uses.signIn);
  video.onclick = uses.toggle;
  video.ondblclick = uses.full;
  let saidTimer: ReturnType<typeof setTimeout> | undefined;
  let waitTimer: ReturnType<typeof setTimeout> | undefined;

  function showWait(isWaiting: boolean) {
    if (wait.hidden !== isWaiting) return;
    wait.hidden = !isWaiting;
    clearTimeout(waitTimer);
    if (isWaiting) waitTimer = setTimeout(() => setText(waitWords, 'Loading'), LONG_WAIT);
    else setText(waitWords, '');
  }

  return {
    element: h('div', { className: 'player-screen' }, video, start, wait, waitWords, gap, said, trouble.element),
    say(text) {
      setText(said, text);
      clearTimeout(saidTimer);
      saidTimer = setTimeout(() => setText(said, ''), SAID_STAYS);
    },
    draw(playback) {
      const state = playback.state();
      start.hidden = state.playing || state.trouble !== null || state.ms > 0;
      showWait(state.waiting && !state.trouble);
      trouble.draw(state);
      setText(gap, state.trouble ? '' : gapWords(gaps, state));
    },
  };
}
