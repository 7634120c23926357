import './timeline.css';
import './controls.css';
import './player.css';
import type { ErrorCode } from '../../wire/errors.ts';
import type { RecordingGap } from '../../wire/http.ts';
import { h } from '../join/dom.ts';
import { beginClip, endClip } from './clip.ts';
import { clipHandles } from './clip-handles.ts';
import { controls } from './controls.ts';
import { helpDialog } from './help.ts';
import type { Command } from './keys.ts';
import { onCommand } from './keys.ts';
import { markToggles } from './mark-toggles.ts';
import type { Mark } from './marks.ts';
import { pinLane } from './pins.ts';
import type { Playback } from './playback.ts';
import { openPlayback } from './playback.ts';
import { playerScreen } from './screen.ts';
import { seekBar } from './seek-bar.ts';
import { makeTip } from './tip.ts';

export interface PlayerWish {
  src: string;
  /** What it is, read aloud. */
  title: string;
  durationMs: number;
  gaps: readonly RecordingGap[];
  /** Where it begins, ms in the file. */
  startMs?: number;
  /** What only the workspace's members have: clips, a note at the moment when 'n' is pressed, and signing in to go on at a moment. */
  members?: { note: () => void; signIn: (ms: number) => string };
  /** The server does not give the file any more. */
  refused?: (code: ErrorCode) => void;
}

export interface Player {
  element: HTMLElement;
  playback: Playback;
  setMarks(marks: readonly Mark[]): void;
  /** Gives the keyboard to the bar: there every key of the player works. */
  focus(): void;
  /** Ends it: nothing is loaded any more, no key is heard. */
  close(): void;
}

/** iPhones show a video alone in full screen, and no other element. */
interface AppleVideo extends HTMLVideoElement {
  webkitEnterFullscreen?: () => void;
}

/** The player of the Watch page and of a share link: framework-free, one element with all there is to press. */
export function createPlayer(wish: PlayerWish): Player {
  const { src, title, durationMs, gaps, startMs = 0, members, refused } = wish;
  const video: AppleVideo = h('video', { playsInline: true, ariaLabel: title });
  const playback = openPlayback(video, { src, durationMs, gaps, startMs, say: (text) => screen.say(text), refused });
  const tip = makeTip();
  const { toggle, retry } = playback;
  const screen = playerScreen(video, gaps, { toggle, full: toggleFull, retry, signIn: members?.signIn });
  const bar = seekBar(playback, gaps, tip);
  const clip = clipHandles(playback, bar.element, tip);
  const pins = pinLane(playback, tip);
  const toggles = markToggles(pins.setHidden);
  const help = helpDialog(members !== undefined);
  const isFull = () => document.fullscreenElement === element;
  const row = controls({
    playback,
    video,
    hasGaps: gaps.some(({ fromMs, toMs }) => toMs > fromMs),
    isFull,
    toggleFull,
    help: () => help.showModal(),
  });
  const line = h('div', { className: 'player-line' }, tip.element, bar.element, clip.element, pins.element);
  const element = h(
    'section',
    { className: 'player', ariaLabel: 'Player' },
    screen.element,
    h('div', { className: 'player-panel' }, line, row.element, toggles.element),
    help,
  );

  function toggleFull() {
    if (isFull()) void document.exitFullscreen();
    else if (document.fullscreenEnabled) void element.requestFullscreen();
    else video.webkitEnterFullscreen?.();
  }

  function run(command: Command) {
    const { ms, durationMs, clip } = playback.state();
    switch (command.do) {
      case 'toggle':
        return playback.toggle();
      case 'skip':
        return playback.skip(command.ms);
      case 'tenth':
        return playback.seek((command.tenth * durationMs) / 10);
      case 'start':
        return playback.seek(0);
      case 'end':
        return playback.seek(durationMs);
      case 'speed':
        return playback.changeSpeed(command.steps);
      case 'mute':
        return playback.toggleMuted();
      case 'fullscreen':
        return toggleFull();
      case 'note':
        return members?.note();
      case 'clip_from':
        return members && playback.setClip(beginClip(clip, ms, durationMs));
      case 'clip_to':
        return members && playback.setClip(endClip(clip, ms, durationMs));
      case 'help':
        return help.showModal();
    }
    return command satisfies never;
  }

  const draw = () => {
    bar.draw();
    clip.draw();
    row.draw();
    screen.draw(playback);
  };
  const stops = [onCommand(run), playback.subscribe(draw)];
  element.onfullscreenchange = draw;
  draw();
  return {
    element,
    playback,
    setMarks(marks) {
      pins.setMarks(marks);
      toggles.setMarks(marks);
    },
    focus: () => bar.element.focus({ preventScroll: true }),
    close() {
      for (const stop of stops) stop();
      playback.close();
      element.remove();
    },
  };
}
