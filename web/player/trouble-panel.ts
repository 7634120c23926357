import { h, setText } from '../join/dom.ts';
import type { PlaybackState } from './playback.ts';
import { isFinal, isSignedOut, troubleWords } from './trouble.ts';

/** Over the picture: why there is none, and what can be pressed. `signIn`: where to, for that moment; members only. */
export function troublePanel(
  retry: () => void,
  signIn?: (ms: number) => string,
): { element: HTMLElement; draw: (state: PlaybackState) => void } {
  const words = h('p');
  const again = h('button', { type: 'button', className: 'player-again', onclick: retry }, 'Try again');
  const way = h('a', { className: 'player-again' }, 'Sign in');
  const ways = h('div', { className: 'player-ways' }, way, again);
  const element = h('div', { className: 'player-failed', role: 'alert', hidden: true }, words, ways);
  return {
    element,
    draw({ trouble, ms }) {
      element.hidden = !trouble;
      if (!trouble) return;
      setText(words, troubleWords(trouble));
      again.hidden = isFinal(trouble);
      way.hidden = !signIn || !isSignedOut(trouble);
      if (signIn) way.href = signIn(ms);
    },
  };
}
