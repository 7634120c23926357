import { expect, test, vi } from 'vitest';
import { watchCrystal, watchSleep, watchSlept } from './apart.ts';

/** Word of the sound every 20 ms from `from` to `to`, ms; `behind`: what the sound has lost by then. */
function hear(hears: (frames: number, now: number) => void, from: number, to: number, behind: (now: number) => number) {
  for (let now = from; now < to; now += 20) hears((now - behind(now)) * 48, now);
}

test('late words and small losses are no matter', () => {
  const onApart = vi.fn();
  const hears = watchCrystal(onApart);
  hear(hears, 0, 60_000, (now) => (now % 1_000 < 900 ? 150 : 0) + now / 1_000);
  expect(onApart).not.toHaveBeenCalled();
});

test('a sleep is noticed once, and so is a clock that runs away in the course of hours', () => {
  for (const behind of [(now: number) => (now > 10_000 ? 5_000 : 0), (now: number) => -now / 100]) {
    const onApart = vi.fn();
    hear(watchCrystal(onApart), 0, 60_000, behind);
    expect(onApart).toHaveBeenCalledTimes(1);
  }
});

test('what was recorded before the sleep is good, to the last word of it', () => {
  const onApart = vi.fn();
  hear(watchCrystal(onApart), 0, 60_000, (now) => (now > 10_000 ? 5_000 : 0));
  expect(onApart).toHaveBeenCalledWith(10_000);
});

test('what may come apart is more where a picture stays with its sound', () => {
  const onApart = vi.fn();
  hear(watchSleep(onApart), 0, 60_000, (now) => (now > 10_000 ? 900 : 0));
  expect(onApart).not.toHaveBeenCalled();
  hear(watchSleep(onApart), 0, 60_000, (now) => (now > 10_000 ? 1_100 : 0));
  expect(onApart).toHaveBeenCalledTimes(1);
});

test('a page whose clock stood still finds the beginning at another time; knowing it better is no sleep', () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
  const onApart = vi.fn();
  let asked = 5_000;
  const stop = watchSlept(() => asked, onApart);
  vi.advanceTimersByTime(1_000);
  asked += 400;
  vi.advanceTimersByTime(60_000);
  expect(onApart).not.toHaveBeenCalled();
  asked -= 30_000;
  vi.advanceTimersByTime(1_000);
  expect(onApart).toHaveBeenLastCalledWith(61_000);
  stop();
  vi.useRealTimers();
});
