import { h } from '../join/dom.ts';
import { beginClip, endClip } from './clip.ts';
import { percent, showTenth } from './parts.ts';
import type { Playback } from './playback.ts';
import type { makeTip } from './tip.ts';

/** One press of an arrow key moves an end of the clip so far; with Shift ten times as far. ms */
const STEP = 100;

/** The clip on the bar: a frame with two ends to drag, or to move with the arrow keys. */
export function clipHandles(
  playback: Playback,
  bar: HTMLElement,
  tip: ReturnType<typeof makeTip>,
): { element: HTMLElement; draw: () => void } {
  const from = handle('Clip from', (ms) => moveEnd(beginClip, ms));
  const to = handle('Clip to', (ms) => moveEnd(endClip, ms));
  const frame = h('div', { className: 'player-clip-frame' });
  const element = h('div', { className: 'player-clip', hidden: true }, frame, from.element, to.element);

  function moveEnd(end: typeof beginClip, ms: number) {
    const { clip, durationMs } = playback.state();
    playback.setClip(end(clip, ms, durationMs));
    tip.tell(ms, durationMs);
  }

  function handle(label: string, move: (ms: number) => void) {
    const element = h('button', { type: 'button', className: 'player-clip-end', role: 'slider', ariaLabel: label });
    let at = 0;
    element.onpointerdown = (event) => {
      event.stopPropagation();
      element.setPointerCapture(event.pointerId);
    };
    element.onpointermove = (event) => {
      if (!element.hasPointerCapture(event.pointerId)) return;
      const { left, width } = bar.getBoundingClientRect();
      const { durationMs } = playback.state();
      move(Math.min(durationMs, Math.max(0, ((event.clientX - left) / width) * durationMs)));
    };
    element.onlostpointercapture = tip.hide;
    element.onblur = tip.hide;
    element.onkeydown = (event) => {
      const direction = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
      if (!direction) return;
      event.preventDefault();
      move(at + direction * STEP * (event.shiftKey ? 10 : 1));
    };
    const draw = (ms: number, durationMs: number) => {
      at = ms;
      element.style.left = percent(ms, durationMs);
      element.ariaValueMin = '0';
      element.ariaValueMax = String(durationMs / 1_000);
      element.ariaValueNow = String(ms / 1_000);
      element.ariaValueText = showTenth(ms);
    };
    return { element, draw };
  }

  let drawn: unknown = null;
  return {
    element,
    draw() {
      const { clip, durationMs } = playback.state();
      if (clip === drawn) return;
      drawn = clip;
      element.hidden = clip === null;
      if (!clip) return;
      from.draw(clip.fromMs, durationMs);
      to.draw(clip.toMs, durationMs);
      frame.style.left = percent(clip.fromMs, durationMs);
      frame.style.width = percent(clip.toMs - clip.fromMs, durationMs);
    },
  };
}
