import { h } from '../join/dom.ts';
import type { Mark } from './marks.ts';
import { GROUP_OF } from './marks.ts';
import type { MarkGroup } from './memory.ts';
import { percent, showMoment } from './parts.ts';
import type { Playback } from './playback.ts';
import type { makeTip } from './tip.ts';

const NAMES = { note: 'Note', marker: 'Marker', chat: 'Chat', join: 'Joined', leave: 'Left' } as const satisfies Record<
  Mark['kind'],
  string
>;

export interface Pins {
  element: HTMLElement;
  setMarks: (marks: readonly Mark[]) => void;
  setHidden: (groups: readonly MarkGroup[]) => void;
}

/** What happened, under the bar: one stop of the Tab key, in which the arrow keys go from mark to mark. */
export function pinLane(playback: Playback, tip: ReturnType<typeof makeTip>): Pins {
  const element = h('div', { className: 'player-pins', role: 'group', ariaLabel: 'Marks on the timeline' });
  let marks: readonly Mark[] = [];
  let hidden: readonly MarkGroup[] = [];

  function pin(mark: Mark, at: number): HTMLButtonElement {
    const { durationMs } = playback.state();
    const button = h('button', {
      type: 'button',
      className: 'player-pin',
      tabIndex: at === 0 ? 0 : -1,
      ariaLabel: `${NAMES[mark.kind]} at ${showMoment(mark.atMs)}: ${mark.text}`,
      onclick: () => playback.seek(mark.atMs),
      onpointerenter: () => tip.tell(mark.atMs, durationMs, mark.text),
      onpointerleave: tip.hide,
      onfocus: () => tip.tell(mark.atMs, durationMs, mark.text),
      onblur: tip.hide,
    });
    button.dataset['kind'] = mark.kind;
    button.style.left = percent(mark.atMs, durationMs);
    return button;
  }

  function draw() {
    const shown = marks.filter(({ kind }) => !hidden.includes(GROUP_OF[kind]));
    element.replaceChildren(...[...shown].sort((a, b) => a.atMs - b.atMs).map(pin));
    element.hidden = shown.length === 0;
  }

  element.onkeydown = (event) => {
    const pins = [...element.querySelectorAll('button')];
    const at = pins.findIndex((one) => one === document.activeElement);
    const next = pins[at + ({ ArrowRight: 1, ArrowLeft: -1 }[event.key] ?? NaN)];
    if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return;
    event.preventDefault();
    if (!next) return;
    for (const one of pins) one.tabIndex = one === next ? 0 : -1;
    next.focus();
  };

  draw();
  return {
    element,
    setMarks(next) {
      marks = next;
      draw();
    },
    setHidden(groups) {
      hidden = groups;
      draw();
    },
  };
}
