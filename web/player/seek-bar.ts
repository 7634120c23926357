import type { RecordingGap } from '../../wire/http.ts';
import { h } from '../join/dom.ts';
import { cutWords, gapAt, GAP_WORDS } from './gaps.ts';
import { percent, showMoment } from './parts.ts';
import type { Playback } from './playback.ts';
import type { makeTip } from './tip.ts';

/** How far the keys of a slider go, ms. */
const SLIDER_STEPS: Readonly<Record<string, number>> = {
  ArrowUp: 5_000,
  ArrowDown: -5_000,
  PageUp: 60_000,
  PageDown: -60_000,
};

/** A cut has no width of its own: this share of the file on either side of it still points at it. */
const CUT_REACH = 0.008;

/** The bar to seek on, with the stretches that have no recording. Pressing and dragging goes there at once. */
export function seekBar(
  playback: Playback,
  gaps: readonly RecordingGap[],
  tip: ReturnType<typeof makeTip>,
): { element: HTMLElement; draw: () => void } {
  const loaded = h('div', { className: 'player-loaded' });
  const played = h('div', { className: 'player-played' });
  const stretches = h('div', { className: 'player-gaps' });
  const knob = h('div', { className: 'player-knob' });
  const element = h(
    'div',
    { className: 'player-seek', role: 'slider', tabIndex: 0, ariaLabel: 'Seek', ariaValueMin: '0' },
    h('div', { className: 'player-track' }, loaded, played, stretches),
    knob,
  );
  let drawnFor = -1;

  const momentAt = ({ clientX }: PointerEvent) => {
    const { left, width } = element.getBoundingClientRect();
    return (Math.min(1, Math.max(0, (clientX - left) / width)) || 0) * playback.state().durationMs;
  };
  element.onpointerdown = (event) => {
    if (event.button !== 0) return;
    element.setPointerCapture(event.pointerId);
    playback.seek(momentAt(event));
  };
  element.onpointermove = (event) => {
    const ms = momentAt(event);
    const gap = gapAt(gaps, ms);
    const { durationMs } = playback.state();
    tip.tell(ms, durationMs, gap ? GAP_WORDS[gap.why] : cutWords(gaps, ms, durationMs * CUT_REACH));
    if (element.hasPointerCapture(event.pointerId)) playback.seek(ms);
  };
  element.onpointerleave = tip.hide;
  element.onlostpointercapture = tip.hide;
  element.onkeydown = (event) => {
    const step = SLIDER_STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    playback.skip(step);
  };

  return {
    element,
    draw() {
      const { ms, durationMs, loadedMs } = playback.state();
      played.style.width = knob.style.left = percent(ms, durationMs);
      loaded.style.width = percent(loadedMs, durationMs);
      const seconds = String(Math.floor(ms / 1_000));
      if (element.ariaValueNow !== seconds || drawnFor !== durationMs) {
        element.ariaValueNow = seconds;
        element.ariaValueText = `${showMoment(ms)} of ${showMoment(durationMs)}`;
      }
      if (drawnFor === durationMs) return;
      drawnFor = durationMs;
      element.ariaValueMax = String(Math.floor(durationMs / 1_000));
      stretches.replaceChildren(...gaps.map((gap) => stretch(gap, durationMs)));
    },
  };
}

function stretch({ fromMs, toMs, why }: RecordingGap, durationMs: number): HTMLElement {
  const element = h('div', { className: 'player-gap' });
  element.dataset['why'] = why;
  element.style.left = percent(fromMs, durationMs);
  element.style.width = percent(toMs - fromMs, durationMs);
  return element;
}
