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

interface Pin {
  button: HTMLButtonElement;
  show: (mark: Mark) => void;
}

/** What happened, under the bar: one stop of the Tab key, in which the arrow keys go from mark to mark. */
export function pinLane(playback: Playback, tip: ReturnType<typeof makeTip>): Pins {
  const element = h('div', { className: 'player-pins', role: 'group', ariaLabel: 'Marks on the timeline' });
  // By the mark's id: one that stays keeps its button, and with it the focus.
  const pins = new Map<string, Pin>();
  let marks: readonly Mark[] = [];
  let hidden: readonly MarkGroup[] = [];

  function makePin(mark: Mark): Pin {
    let shown = mark;
    const tell = () => tip.tell(shown.atMs, playback.state().durationMs, shown.text);
    const button = h('button', {
      type: 'button',
      className: 'player-pin',
      tabIndex: -1,
      onclick: () => playback.seek(shown.atMs),
      onpointerenter: tell,
      onpointerleave: tip.hide,
      onfocus: tell,
      onblur: tip.hide,
    });
    return {
      button,
      show(mark) {
        shown = mark;
        button.ariaLabel = `${NAMES[mark.kind]} at ${showMoment(mark.atMs)}: ${mark.text}`;
        button.dataset['kind'] = mark.kind;
        button.style.left = percent(mark.atMs, playback.state().durationMs);
        if (document.activeElement === button) tell();
      },
    };
  }

  function draw() {
    const shown = marks.filter(({ kind }) => !hidden.includes(GROUP_OF[kind])).toSorted((a, b) => a.atMs - b.atMs);
    const ids = new Set(shown.map(({ id }) => id));
    const gone = [...pins].filter(([id]) => !ids.has(id));
    const focused = gone.find(([, { button }]) => button === document.activeElement)?.[1].button;
    const neighbour = focused && (focused.nextElementSibling ?? focused.previousElementSibling);
    for (const [id, { button }] of gone) {
      pins.delete(id);
      button.remove();
    }
    let place = element.firstElementChild;
    for (const mark of shown) {
      const pin = pins.get(mark.id) ?? makePin(mark);
      pins.set(mark.id, pin);
      pin.show(mark);
      // Only what is not in its place is moved: moving takes the focus away.
      if (pin.button === place) place = place.nextElementSibling;
      else element.insertBefore(pin.button, place);
    }
    element.hidden = shown.length === 0;
    const all = buttons();
    const stop = all.find((one) => one === neighbour) ?? all.find((one) => one.tabIndex === 0) ?? all[0];
    if (stop) stopAt(stop);
    if (neighbour && stop === neighbour) stop.focus();
  }

  const buttons = () => [...element.querySelectorAll('button')];
  const stopAt = (stop: HTMLButtonElement) => {
    for (const one of buttons()) one.tabIndex = one === stop ? 0 : -1;
  };

  element.onkeydown = (event) => {
    if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return;
    event.preventDefault();
    const all = buttons();
    const at = all.findIndex((one) => one === document.activeElement);
    const next = all[at + (event.key === 'ArrowRight' ? 1 : -1)];
    if (!next) return;
    stopAt(next);
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
