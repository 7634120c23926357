import { watchCrystal, watchSleep, type OnApart } from './apart.ts';
import { openMediaClock, type MediaClock } from './clock.ts';
import type { ClockMessage } from './messages.ts';
import { SAMPLE_RATE } from './sound.ts';

export interface HearingEvents {
  /** MediaClock.heard: so many ms are missing. */
  onSlipped(ms: number): void;
  onApart: OnApart;
  /** Some sound has come. */
  onHeard?(): void;
}

/**
 * The recording's clock, told by the mix through `port`. `alone`: a file that is laid beside others, and has to keep their time; a
 * meeting's picture stays with its sound, and a new segment costs a moment of it.
 */
export function hearClock(port: MessagePort, alone: boolean, events: HearingEvents): MediaClock {
  const clock = openMediaClock();
  const hearings = [watchSleep(events.onApart), ...(alone ? [watchCrystal(events.onApart)] : [])];
  port.onmessage = ({ data }: MessageEvent<ClockMessage>) => {
    // On a busy computer a message waits for seconds, which is no standstill of the sound.
    const now = performance.now() - Math.max(0, Date.now() - data.at);
    const missing = clock.heard(data, now);
    if (missing !== 0) events.onSlipped(missing);
    // What will be filled is not lost.
    const frames = data.frames + (clock.owed() * SAMPLE_RATE) / 1_000;
    for (const hears of hearings) hears(frames, now);
    events.onHeard?.();
  };
  return clock;
}
