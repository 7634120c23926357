import { expect, test, vi } from 'vitest';
import { createPatience, keepBeat } from './heartbeat.ts';

test('a socket on which two pings are not answered is dead', () => {
  const patience = createPatience(0);
  expect([2_000, 4_000, 6_000].map((now) => patience.tick(now))).toEqual(['ping', 'ping', 'dead']);
});

test('anything that is heard is an answer', () => {
  const patience = createPatience(0);
  for (const now of [2_000, 4_000, 6_000, 8_000]) {
    expect(patience.tick(now)).toBe('ping');
    patience.heard();
  }
});

test('a page that slept asks again before it judges', () => {
  const patience = createPatience(0);
  patience.tick(2_000);
  patience.tick(4_000);
  expect(patience.tick(64_000)).toBe('ping');
});

test('a probe is answered by the next word, or ends the socket', async () => {
  vi.useFakeTimers();
  try {
    const [ping, dead] = [vi.fn(), vi.fn()];
    const beat = keepBeat(ping, dead);
    const first = beat.probe();
    expect(ping).toHaveBeenCalledTimes(1);
    beat.heard();
    expect(await first).toBe(true);
    const second = beat.probe();
    vi.advanceTimersByTime(1_500);
    expect(await second).toBe(false);
    expect(dead).toHaveBeenCalledTimes(1);
  } finally {
    vi.useRealTimers();
  }
});
