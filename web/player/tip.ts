import { h, setText } from '../join/dom.ts';
import { percent, showMoment } from './parts.ts';

/** Room that the words need at either end, px. */
const EDGE = 12;

/** The small words above the bar: the time under the pointer, or what a mark says. */
export function makeTip(): {
  element: HTMLElement;
  tell: (ms: number, durationMs: number, text?: string) => void;
  hide: () => void;
} {
  const time = h('span', { className: 'player-tip-time' });
  const words = h('span');
  const element = h('div', { className: 'player-tip', hidden: true, ariaHidden: 'true' }, time, words);
  return {
    element,
    tell(ms, durationMs, text = '') {
      setText(time, showMoment(ms));
      setText(words, text);
      element.hidden = false;
      const half = element.offsetWidth / 2 - EDGE;
      element.style.left = `clamp(${half}px, ${percent(ms, durationMs)}, calc(100% - ${half}px))`;
    },
    hide() {
      element.hidden = true;
    },
  };
}
