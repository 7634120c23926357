import { afterEach, expect, test, vi } from 'vitest';
import { reportFlow } from './flow.ts';

afterEach(() => void vi.useRealTimers());

/** As much of a transceiver as is looked at. `packets` may change. */
interface Pretended {
  mid: string;
  packets: number;
  currentDirection: 'sendonly' | 'stopped';
}

function watch(transceivers: Pretended[]): { reports: string[][]; pass: (ms: number) => Promise<void> } {
  vi.useFakeTimers();
  const reports: string[][] = [];
  const sendersOf = (of: Pretended) => ({
    getStats: () => Promise.resolve(new Map([['o', { type: 'outbound-rtp', packetsSent: of.packets }]])),
  });
  for (const one of transceivers) Object.assign(one, { sender: sendersOf(one) });
  void reportFlow(transceivers as unknown as RTCRtpTransceiver[], (mids) => void reports.push(mids));
  return { reports, pass: async (ms) => void (await vi.advanceTimersByTimeAsync(ms)) };
}
const silentOne = (mid: string): Pretended => ({ mid, packets: 0, currentDirection: 'sendonly' });

test('tracks that flow soon are reported together, a slow one later and alone', async () => {
  const [mic, cam, screen] = [silentOne('1'), silentOne('2'), silentOne('3')];
  const { reports, pass } = watch([mic, cam, screen]);
  mic.packets = 1;
  await pass(500);
  expect(reports).toEqual([]);
  cam.packets = 1;
  await pass(500);
  expect(reports).toEqual([['1', '2']]);
  screen.packets = 1;
  await pass(100);
  expect(reports).toEqual([['1', '2'], ['3']]);
});

test('a track that gives nothing for long may be followed all the same, and is told of again when it flows after all', async () => {
  const cam = silentOne('2');
  const { reports, pass } = watch([cam]);
  await pass(7_900);
  expect(reports).toEqual([]);
  await pass(200);
  expect(reports).toEqual([['2']]);
  await pass(60_000);
  expect(reports).toEqual([['2']]);
  cam.packets = 1;
  await pass(1_100);
  expect(reports).toEqual([['2'], ['2']]);
  await pass(60_000);
  expect(reports).toHaveLength(2);
});

test('a track that was ended is told of no more', async () => {
  const cam = silentOne('2');
  const { reports, pass } = watch([cam]);
  await pass(1_000);
  cam.currentDirection = 'stopped';
  cam.packets = 1;
  await pass(60_000);
  expect(reports).toEqual([]);
});
