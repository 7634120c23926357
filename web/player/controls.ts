import { h, setText } from '../join/dom.ts';
import { iconButton, showMoment } from './parts.ts';
import type { Playback } from './playback.ts';
import { SPEEDS } from './speeds.ts';

export interface ControlUses {
  playback: Playback;
  video: HTMLVideoElement;
  hasGaps: boolean;
  isFull: () => boolean;
  toggleFull: () => void;
  help: () => void;
}

/** The row of buttons under the bar. */
export function controls(uses: ControlUses): { element: HTMLElement; draw: () => void } {
  const { playback, video } = uses;
  const play = iconButton(playback.toggle);
  const back = iconButton(() => playback.skip(-10_000));
  const on = iconButton(() => playback.skip(10_000));
  const sound = iconButton(playback.toggleMuted);
  const inPicture = iconButton(() => void togglePictureInPicture(video));
  const full = iconButton(uses.toggleFull);
  const help = iconButton(uses.help);
  back.show('back', 'Back 10 seconds');
  on.show('on', 'On 10 seconds');
  inPicture.show('window', 'Picture in picture');
  help.show('help', 'Keyboard shortcuts');
  help.element.classList.add('player-help-button');
  inPicture.element.hidden = !document.pictureInPictureEnabled;

  const now = h('span', { className: 'player-now' });
  const whole = h('span');
  const speed = h('select', { className: 'player-speed', ariaLabel: 'Speed', title: 'Speed' });
  speed.append(...SPEEDS.map((one) => h('option', { value: String(one) }, `${one}×`)));
  speed.onchange = () => playback.setSpeed(Number(speed.value));
  const volume = h('input', { type: 'range', className: 'player-volume', ariaLabel: 'Volume', min: '0', max: '1' });
  volume.step = '0.05';
  volume.oninput = () => playback.setVolume(Number(volume.value));
  const skip = h('input', { type: 'checkbox' });
  skip.onchange = () => playback.setSkipGaps(skip.checked);

  const element = h(
    'div',
    { className: 'player-controls' },
    play.element,
    back.element,
    on.element,
    h('span', { className: 'player-time' }, now, ' / ', whole),
    h('span', { className: 'player-space' }),
    uses.hasGaps ? h('label', { className: 'player-skip' }, skip, 'Skip gaps') : null,
    speed,
    h('span', { className: 'player-sound' }, sound.element, volume),
    inPicture.element,
    full.element,
    help.element,
  );

  return {
    element,
    draw() {
      const state = playback.state();
      play.show(state.playing ? 'pause' : 'play', state.playing ? 'Pause' : 'Play');
      const isSilent = state.muted || state.volume === 0;
      sound.show(isSilent ? 'silent' : 'loud', isSilent ? 'Sound on' : 'Sound off');
      full.show(uses.isFull() ? 'small' : 'full', uses.isFull() ? 'Leave full screen' : 'Full screen');
      setText(now, showMoment(state.ms));
      setText(whole, showMoment(state.durationMs));
      if (speed.value !== String(state.speed)) speed.value = String(state.speed);
      const level = String(state.muted ? 0 : state.volume);
      if (volume.value !== level) volume.value = level;
      skip.checked = state.skipGaps;
    },
  };
}

async function togglePictureInPicture(video: HTMLVideoElement): Promise<void> {
  try {
    if (document.pictureInPictureElement) await document.exitPictureInPicture();
    else await video.requestPictureInPicture();
  } catch (cause) {
    // Before the first frame there is nothing to show in it.
    console.info('no picture in picture', cause);
  }
}
