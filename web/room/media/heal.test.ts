import { expect, onTestFinished, test, vi } from 'vitest';
import { watchTransport } from './heal.ts';

function watched() {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const said: string[] = [];
  const connection: { connectionState: RTCPeerConnectionState } = { connectionState: 'connecting' };
  const pc = Object.assign(new EventTarget(), connection);
  const world = { signs: 0, flowing: true, reachable: true };
  const stop = watchTransport(pc, {
    look: async () => ({ signs: world.flowing ? ++world.signs : world.signs, hasVoices: true }),
    reachable: async () => world.reachable,
    onWell: () => said.push('well'),
    onDead: () => said.push('dead'),
  });
  const become = (state: RTCPeerConnectionState) => {
    pc.connectionState = state;
    pc.dispatchEvent(new Event('connectionstatechange'));
  };
  return { said, become, stop, world };
}

test('a transport that fails is dead at once, and only once', async () => {
  const { said, become } = watched();
  become('connected');
  become('failed');
  become('failed');
  await vi.advanceTimersByTimeAsync(20_000);
  expect(said).toEqual(['well', 'dead']);
});

test('a short disconnection heals by itself', async () => {
  const { said, become } = watched();
  become('connected');
  become('disconnected');
  await vi.advanceTimersByTimeAsync(900);
  become('connected');
  await vi.advanceTimersByTimeAsync(20_000);
  expect(said).toEqual(['well', 'well']);
});

test('a disconnection that lasts makes a new transport', async () => {
  const { said, become } = watched();
  become('connected');
  become('disconnected');
  await vi.advanceTimersByTimeAsync(2_000);
  expect(said).toEqual(['well', 'dead']);
});

test('a connection on which nothing comes any more is replaced before the browser notices', async () => {
  const { said, become, world } = watched();
  become('connected');
  await vi.advanceTimersByTimeAsync(2_000);
  world.flowing = false;
  await vi.advanceTimersByTimeAsync(3_000);
  expect(said).toEqual(['well', 'dead']);
});

test('while the Room does not answer either, it is the network: the transport is kept, and goes on when it is back', async () => {
  const { said, become, world } = watched();
  become('connected');
  await vi.advanceTimersByTimeAsync(2_000);
  Object.assign(world, { flowing: false, reachable: false });
  become('disconnected');
  await vi.advanceTimersByTimeAsync(10_000);
  Object.assign(world, { flowing: true, reachable: true });
  become('connected');
  await vi.advanceTimersByTimeAsync(10_000);
  expect(said).toEqual(['well', 'well']);
});

test('a transport that never connects is given up', async () => {
  const { said } = watched();
  await vi.advanceTimersByTimeAsync(6_000);
  expect(said).toEqual(['dead']);
});

test('nothing is said after it was closed on purpose', async () => {
  const { said, become, stop } = watched();
  stop();
  become('failed');
  await vi.advanceTimersByTimeAsync(20_000);
  expect(said).toEqual([]);
});
