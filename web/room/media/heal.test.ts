import { expect, onTestFinished, test, vi } from 'vitest';
import { watchTransport } from './heal.ts';

function watched() {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const said: string[] = [];
  const connection: { connectionState: RTCPeerConnectionState } = { connectionState: 'connecting' };
  const pc = Object.assign(new EventTarget(), connection);
  const stop = watchTransport(
    pc,
    () => said.push('well'),
    () => said.push('dead'),
  );
  const become = (state: RTCPeerConnectionState) => {
    pc.connectionState = state;
    pc.dispatchEvent(new Event('connectionstatechange'));
  };
  return { said, become, stop };
}

test('a transport that fails is dead at once, and only once', () => {
  const { said, become } = watched();
  become('connected');
  become('failed');
  become('failed');
  vi.runAllTimers();
  expect(said).toEqual(['well', 'dead']);
});

test('a short disconnection heals by itself', () => {
  const { said, become } = watched();
  become('connected');
  become('disconnected');
  vi.advanceTimersByTime(900);
  become('connected');
  vi.runAllTimers();
  expect(said).toEqual(['well', 'well']);
});

test('a second of disconnection is enough for a new transport', () => {
  const { said, become } = watched();
  become('connected');
  become('disconnected');
  vi.advanceTimersByTime(1_000);
  expect(said).toEqual(['well', 'dead']);
});

test('a transport that never connects is given up', () => {
  const { said } = watched();
  vi.advanceTimersByTime(10_000);
  expect(said).toEqual(['dead']);
});

test('nothing is said after it was closed on purpose', () => {
  const { said, become, stop } = watched();
  stop();
  become('failed');
  vi.runAllTimers();
  expect(said).toEqual([]);
});
