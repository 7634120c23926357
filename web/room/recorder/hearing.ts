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

/** The recording's clock, told by the mix. */
export interface Hearing {
  clock: MediaClock;
  close(): void;
}

/** Hears the mix through `port`. `alone`: a file that is laid beside others. */
export function hearClock(port: MessagePort, of: 'meeting' | 'alone', events: HearingEvents): Hearing {
  const clock = openMediaClock();
  const watches = [watchSleep(events.onApart), watchCrystal(of, events.onApart)];
  port.onmessage = ({ data }: MessageEvent<ClockMessage>) => {
    // On a busy computer a message waits for seconds, which is no standstill of the sound.
    const now = performance.now() - Math.max(0, Date.now() - data.at);
    const missing = clock.heard(data, now);
    if (missing !== 0) events.onSlipped(missing);
    // What will be filled is not lost.
    const heard = { now, mixedMs: inMs(data.frames - data.filled), fileMs: inMs(data.frames) + clock.owed() };
    for (const watch of watches) watch.hears(heard);
    events.onHeard?.();
  };
  return {
    clock,
    close() {
      for (const watch of watches) watch.close();
    },
  };
}

const inMs = (frames: number) => (frames / SAMPLE_RATE) * 1_000;
