import { expect, test, vi } from 'vitest';
import { watchApart } from './apart.ts';

/** Word of the sound every 20 ms from `from` to `to`, ms; `behind`: what the sound has lost by then. */
function hear(hears: (frames: number, now: number) => void, from: number, to: number, behind: (now: number) => number) {
  for (let now = from; now < to; now += 20) hears((now - behind(now)) * 48, now);
}

test('late words and small losses are no matter', () => {
  const onApart = vi.fn();
  const hears = watchApart(onApart);
  hear(hears, 0, 60_000, (now) => (now % 1_000 < 900 ? 150 : 0) + now / 1_000);
  expect(onApart).not.toHaveBeenCalled();
});

test('a sleep is noticed once, and so is a clock that runs away in the course of hours', () => {
  for (const behind of [(now: number) => (now > 10_000 ? 5_000 : 0), (now: number) => -now / 100]) {
    const onApart = vi.fn();
    hear(watchApart(onApart), 0, 60_000, behind);
    expect(onApart).toHaveBeenCalledTimes(1);
  }
});
