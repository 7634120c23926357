import type { ErrorCode } from '../../wire/errors.ts';
import type { RecordingGap } from '../../wire/http.ts';
import type { Clip } from './clip.ts';
import { gapToSkip, skippedWords } from './gaps.ts';
import { healing } from './healing.ts';
import { keepLikes, recallLikes } from './memory.ts';
import { nextSpeed } from './speeds.ts';
import type { Trouble } from './trouble.ts';

/** Where the recording stands and how it is played. ms in the file. */
export interface PlaybackState {
  ms: number;
  durationMs: number;
  /** Loaded from the current place on, up to here. */
  loadedMs: number;
  playing: boolean;
  /** More is to be shown than has come. */
  waiting: boolean;
  /** Why nothing can be shown; null: it can. */
  trouble: Trouble | null;
  speed: number;
  /** 0 to 1. */
  volume: number;
  muted: boolean;
  skipGaps: boolean;
  clip: Clip | null;
  /** The clip is played over and over. */
  previewing: boolean;
}

export interface PlaybackFacts {
  src: string;
  durationMs: number;
  gaps: readonly RecordingGap[];
  /** Where it is to begin. */
  startMs: number;
  /** One short sentence about what has just happened by itself or by a key. */
  say: (text: string) => void;
  /** The server does not give the file any more. */
  refused?: ((code: ErrorCode) => void) | undefined;
}

/** The framework-free heart of the player: one video element, what is asked of it, and what there is to draw. */
export interface Playback {
  state: () => PlaybackState;
  /** Calls back after each change; returns how to stop. */
  subscribe: (listener: () => void) => () => void;
  toggle: () => void;
  /** To a moment, ms in the file; kept within the recording. */
  seek: (ms: number) => void;
  skip: (byMs: number) => void;
  setSpeed: (speed: number) => void;
  changeSpeed: (steps: 1 | -1) => void;
  setVolume: (volume: number) => void;
  toggleMuted: () => void;
  setSkipGaps: (skip: boolean) => void;
  setClip: (clip: Clip | null) => void;
  preview: (on: boolean) => void;
  /** Loads the file again at the same moment, after it failed, and plays on if it played. */
  retry: () => void;
  close: () => void;
}

export function openPlayback(video: HTMLVideoElement, facts: PlaybackFacts): Playback {
  const likes = recallLikes();
  const listeners = new Set<() => void>();
  const life = new AbortController();
  let frame = 0;
  let state: PlaybackState = {
    ms: Math.min(facts.startMs, facts.durationMs),
    durationMs: facts.durationMs,
    loadedMs: 0,
    playing: false,
    waiting: false,
    trouble: null,
    speed: likes.speed,
    volume: likes.volume,
    muted: false,
    skipGaps: likes.skipGaps,
    clip: null,
    previewing: false,
  };

  function set(change: Partial<PlaybackState>) {
    const keys = Object.keys(change) as (keyof PlaybackState)[];
    if (keys.every((key) => state[key] === change[key])) return;
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  }

  function go(ms: number) {
    const to = Math.min(state.durationMs, Math.max(0, ms));
    video.currentTime = to / 1_000;
    set({ ms: to });
  }

  function seek(ms: number) {
    const { clip } = state;
    if (clip && (ms < clip.fromMs || ms > clip.toMs)) set({ previewing: false });
    go(ms);
  }

  function play() {
    if (state.ms >= state.durationMs - 50) go(0);
    video.play().catch((cause: unknown) => {
      // AbortError: paused again meanwhile. NotAllowedError: the browser waits for a press. What fails to load has its own event.
      if (!(cause instanceof DOMException)) throw cause;
      console.info('not playing', cause.name);
    });
  }

  /** Follows the video: every frame while it plays in sight, four times a second otherwise. */
  function follow() {
    // Nothing is loaded yet, or again: it stands where it is to go on.
    if (video.seeking || video.readyState === video.HAVE_NOTHING) return;
    const ms = video.currentTime * 1_000;
    const { clip, previewing, skipGaps, playing } = state;
    const gap = playing && skipGaps ? gapToSkip(facts.gaps, ms) : null;
    if (previewing && clip && ms >= clip.toMs) go(clip.fromMs);
    else if (gap) {
      facts.say(skippedWords(gap, ms));
      go(gap.toMs);
    } else set({ ms: Math.min(ms, state.durationMs) });
  }
  function run() {
    follow();
    frame = requestAnimationFrame(run);
  }

  function on(events: string, listener: () => void) {
    for (const event of events.split(' ')) video.addEventListener(event, listener, { signal: life.signal });
  }
  on('timeupdate seeked', follow);
  on('play', () => {
    set({ playing: true });
    cancelAnimationFrame(frame);
    run();
  });
  on('pause ended', () => {
    set({ playing: false });
    cancelAnimationFrame(frame);
  });
  on('waiting seeking', () => set({ waiting: true }));
  on('loadeddata playing canplay seeked', () => set({ waiting: video.seeking }));
  on('volumechange', () => set({ volume: video.volume, muted: video.muted }));
  on('progress timeupdate', () => set({ loadedMs: loadedFrom(video) }));
  on('durationchange', () => {
    if (Number.isFinite(video.duration)) set({ durationMs: Math.round(video.duration * 1_000) });
  });
  on('loadedmetadata', () => {
    // A new load falls back to 1, as it does on a retry.
    video.playbackRate = state.speed;
    if (state.ms > 0) go(state.ms);
  });
  on('error', () => {
    cancelAnimationFrame(frame);
    set({ waiting: true, playing: false });
  });
  const retry = healing({
    video,
    src: facts.src,
    life: life.signal,
    place: () => state.ms,
    tell(trouble) {
      set({ trouble });
      if (trouble?.kind === 'refused') facts.refused?.(trouble.refusal.code);
    },
    takeUp() {
      const plays = !video.paused;
      video.load();
      set({ waiting: true });
      if (plays) play();
    },
  });

  video.volume = likes.volume;
  video.preload = 'metadata';
  video.src = facts.src;

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    toggle: () => (video.paused ? play() : video.pause()),
    seek,
    skip: (byMs) => seek(state.ms + byMs),
    setSpeed,
    changeSpeed: (steps) => {
      setSpeed(nextSpeed(state.speed, steps));
      facts.say(`Speed ${state.speed}`);
    },
    setVolume(volume) {
      video.volume = volume;
      video.muted = false;
      keepLikes({ volume });
    },
    toggleMuted() {
      video.muted = !video.muted;
    },
    setSkipGaps(skipGaps) {
      keepLikes({ skipGaps });
      set({ skipGaps });
    },
    setClip: (clip) => set({ clip, previewing: clip !== null && state.previewing }),
    preview(on) {
      if (on && !state.clip) return;
      set({ previewing: on });
      if (on && state.clip) go(state.clip.fromMs);
      if (on) play();
      else video.pause();
    },
    retry,
    close() {
      life.abort();
      cancelAnimationFrame(frame);
      video.pause();
      video.removeAttribute('src');
      video.load();
    },
  };

  function setSpeed(speed: number) {
    video.playbackRate = speed;
    keepLikes({ speed });
    set({ speed });
  }
}

function loadedFrom({ buffered, currentTime }: HTMLVideoElement): number {
  for (let at = 0; at < buffered.length; at++) {
    if (buffered.start(at) <= currentTime && buffered.end(at) >= currentTime) return buffered.end(at) * 1_000;
  }
  return currentTime * 1_000;
}
