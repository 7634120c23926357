import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeRecording } from '../../../test/edge/made-fragments.ts';
import { plannedFile } from '../../../test/edge/planned-file.ts';
import type { HandedOver } from '../../../test/edge/planned-file.ts';
import type { ReadTrack } from '../../../test/edge/read-mp4.ts';
import { readMp4 } from '../../../test/edge/read-mp4.ts';
import { planCut } from './cut.ts';
import { indexLength } from './read-index.ts';

/** A finished file, and what an independent reader makes of it and of clips of it. */
async function finished(segments: HandedOver[]) {
  const file = await plannedFile(segments);
  if (!file) throw new Error('Nothing was planned.');
  const { bytes } = file;
  const whole = await readMp4(bytes);
  const index = bytes.slice(0, indexLength(bytes));
  const cut = async (fromMs: number, toMs: number) => {
    const plan = planCut(index, fromMs, toMs);
    if (!plan) throw new Error('Nothing was cut.');
    const parts = plan.ranges.map(({ offset, length }) => bytes.subarray(offset, offset + length));
    const clip = Uint8Array.from(Buffer.concat([plan.head, ...parts]));
    expect(clip).toHaveLength(plan.bytes);
    const keys = (whole.video?.packets ?? []).filter(({ key, at }) => key && at < (fromMs + 1) / 1000);
    const begin = keys.at(-1)?.at ?? fromMs / 1000;
    expect(plan.fromMs).toBe(Math.round(begin * 1000));
    return { ...(await readMp4(clip)), plan, begin };
  };
  return { whole, cut, index, durationMs: file.plan.durationMs };
}

const hexOf = ({ packets }: ReadTrack) => packets.map(({ bytes }) => Buffer.from(bytes).toString('hex'));
/** The packets of a whole file that begin in [from, to), s, as if they were a file. */
const between = (track: ReadTrack | null, from: number, to: number): ReadTrack => ({
  codec: track?.codec ?? null,
  end: to - from,
  packets: (track?.packets ?? [])
    .filter(({ at }) => at >= from - 1e-6 && at < to - 1e-6)
    .map((packet) => ({ ...packet, at: packet.at - from })),
});
function expectSame(clip: ReadTrack | null, expected: ReadTrack): void {
  expect(clip && hexOf(clip)).toEqual(expected.packets.length === 0 ? null : hexOf(expected));
  clip?.packets.forEach(({ at, key }, i) => {
    expect(at).toBeCloseTo(expected.packets[i]?.at ?? NaN, 2);
    expect(key).toBe(expected.packets[i]?.key);
  });
}

test('a clip has every packet as it was, from the key frame before on, and picture and sound in step', async () => {
  const { whole, cut } = await finished([makeRecording({ count: 5 })]);
  const clip = await cut(5000, 8500);
  expect(clip.plan.fromMs).toBe(4000);
  expect(clip.boxes).toEqual(['ftyp', 'moov', 'mdat']);
  expectSame(clip.video, between(whole.video, 4, 8.5));
  expectSame(clip.audio, between(whole.audio, 4, 8.5));
  expect(clip.video?.packets[0]).toMatchObject({ key: true, at: 0 });
  expect(clip.audio?.packets[0]?.at).toBeLessThan(0.022);
  expect(clip.video?.end).toBeCloseTo(4.5, 3);
  expect(clip.audio?.end).toBeCloseTo(4.5, 2);
});

test('nothing of before and after is in the clip, and neighbours are read in one go', async () => {
  const { cut } = await finished([makeRecording({ count: 30 })]);
  const { plan, video, audio } = await cut(11_000, 51_000);
  const packets = [...(video?.packets ?? []), ...(audio?.packets ?? [])];
  const dataBytes = plan.ranges.reduce((sum, { length }) => sum + length, 0);
  expect(dataBytes).toBe(packets.reduce((sum, { bytes }) => sum + bytes.length, 0));
  expect(plan.ranges.length).toBeLessThan(5);
});

test('a key frame is the beginning when it is asked for to the ms, and the one before it a ms earlier', async () => {
  const { cut } = await finished([makeRecording({ count: 4 })]);
  expect((await cut(4000, 6000)).plan.fromMs).toBe(4000);
  expect((await cut(3999, 6000)).plan.fromMs).toBe(2000);
  expect((await cut(0, 1000)).plan.fromMs).toBe(0);
  expect((await cut(4000, 8000)).video?.packets).toHaveLength(100);
});

test('a clip across two encoders, and one of the second only, bring the parameter sets in their packets', async () => {
  const first = makeRecording({ count: 2 });
  const second = makeRecording({ count: 2, seed: 2, spsEnd: 0xc9 });
  const { whole, cut } = await finished([first, { ...second, beganAtMs: 4000 }]);
  for (const [fromMs, toMs] of [
    [2000, 7000],
    [6100, 8000],
  ] as const) {
    const clip = await cut(fromMs, toMs);
    expectSame(clip.video, between(whole.video, clip.begin, toMs / 1000));
    expectSame(clip.audio, between(whole.audio, clip.begin, toMs / 1000));
  }
  const sets = Buffer.from(second.parameterSets).toString('hex');
  expect(hexOf((await cut(6100, 8000)).video as ReadTrack)[0]).toMatch(new RegExp(`^${sets}`));
});

test('a clip that ends in a gap ends where it was asked to, and one that begins there begins before the gap', async () => {
  const made = makeRecording({ count: 10 });
  const fragments = made.fragments.map((bytes, n) => (n > 2 && n < 8 ? undefined : bytes));
  const { whole, cut } = await finished([{ fragments }]);
  const into = await cut(2000, 9000);
  expect(into.video?.packets).toHaveLength(50);
  expect(into.video?.end).toBeCloseTo(7, 3);
  expect(into.audio?.end).toBeCloseTo(7, 2);
  const across = await cut(9000, 15_000);
  expect(across.plan.fromMs).toBe(2000);
  expectSame(across.video, between(whole.video, 2, 15));
  expectSame(across.audio, between(whole.audio, 2, 15));
  expect(across.audio?.packets.find(({ at, bytes }) => at > 3 && bytes.length !== 9)?.at).toBeCloseTo(12, 1);
});

test('a recording without sound gives a clip without sound', async () => {
  const { cut } = await finished([makeRecording({ audio: false })]);
  const clip = await cut(1000, 3000);
  expect([clip.audio, clip.video?.packets.length]).toEqual([null, 75]);
});

test('whatever is asked for of whatever came, the clip holds exactly the packets of that time', async () => {
  const made = [1, 2].map((seed) => makeRecording({ count: 6, seed, spsEnd: 0xc7 + seed }));
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.boolean(), { minLength: 10, maxLength: 10 }),
      fc.integer({ min: 0, max: 26_000 }),
      fc.integer({ min: 1000, max: 10_000 }),
      async (came, fromMs, lengthMs) => {
        const segments = made.map(({ fragments }, s) => ({
          fragments: fragments.map((bytes, n) => (n > 1 && came[s * 5 + n - 2] === false ? undefined : bytes)),
          beganAtMs: s * 14_003,
        }));
        const { whole, cut, durationMs } = await finished(segments);
        const [from, to] = [Math.min(fromMs, durationMs - 1000), Math.min(fromMs + lengthMs, durationMs)];
        const clip = await cut(from, to);
        expectSame(clip.video, between(whole.video, clip.begin, to / 1000));
        expectSame(clip.audio, between(whole.audio, clip.begin, to / 1000));
      },
    ),
    { numRuns: 60, seed: 5 },
  );
}, 60_000);

test('the index of no recording is refused, wherever it is cut off', async () => {
  const { index } = await finished([makeRecording({ count: 1, pictureBytes: 20, soundBytes: 6 })]);
  for (let length = 40; length < index.length; length += 3) {
    expect(() => planCut(index.subarray(0, length), 0, 1000)).toThrow();
  }
  expect(planCut(index, 0, 1000)?.fromMs).toBe(0);
});
