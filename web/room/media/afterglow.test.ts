import { expect, onTestFinished, test, vi } from 'vitest';
import { createAfterglow } from './afterglow.ts';

const TRACK = { kind: 'video' } as MediaStreamTrack;

function glow() {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const said: string[] = [];
  return { said, glow: createAfterglow((n, kind, track) => said.push(`${n} ${kind} ${track ? 'on' : 'off'}`)) };
}

test('a track that comes again soon never went', () => {
  const { said, glow: screen } = glow();
  screen.show(1, 'cam', TRACK);
  screen.show(1, 'cam', null);
  vi.advanceTimersByTime(2_000);
  screen.show(1, 'cam', TRACK);
  vi.runAllTimers();
  expect(said).toEqual(['1 cam on', '1 cam on']);
});

test('one that does not come again goes after a while, once', () => {
  const { said, glow: screen } = glow();
  screen.show(1, 'cam', TRACK);
  screen.fade();
  screen.show(1, 'cam', null);
  vi.runAllTimers();
  expect(said).toEqual(['1 cam on', '1 cam off']);
});

test('nothing is left after clearing', () => {
  const { said, glow: screen } = glow();
  screen.show(1, 'mic', TRACK);
  screen.show(2, 'cam', TRACK);
  screen.fade();
  screen.clear();
  vi.runAllTimers();
  expect(said).toEqual(['1 mic on', '2 cam on', '1 mic off', '2 cam off']);
});
