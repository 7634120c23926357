import { h } from '../join/dom.ts';
import { showDuration } from '../lib/time.ts';
import type { PlayerIcon } from './icons.ts';
import { playerIcon } from './icons.ts';

/** A square button of the player; its words and icon may change with what it would do now. */
export function iconButton(press: () => void): {
  element: HTMLButtonElement;
  show: (icon: PlayerIcon, label: string) => void;
} {
  const element = h('button', { type: 'button', className: 'player-button', onclick: press });
  let shown = '';
  return {
    element,
    show(icon, label) {
      if (shown === label) return;
      shown = label;
      element.ariaLabel = label;
      element.title = label;
      element.replaceChildren(playerIcon(icon));
    },
  };
}

/** The second that is running: "12:41" until it is over. ms in the file. */
export const showMoment = (ms: number): string => showDuration(Math.floor(ms / 1_000) * 1_000);

/** The same with its tenth: "12:41.3". */
export const showTenth = (ms: number): string => `${showMoment(ms)}.${Math.floor(ms / 100) % 10}`;

/** Where a moment lies on the bar. */
export const percent = (ms: number, durationMs: number): string =>
  `${durationMs > 0 ? Math.min(100, Math.max(0, (100 * ms) / durationMs)) : 0}%`;
