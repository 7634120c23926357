import { expect, test } from 'vitest';
import { makeRecording } from '../../../test/edge/made-fragments.ts';
import type { HandedOver } from '../../../test/edge/planned-file.ts';
import { plannedFile } from '../../../test/edge/planned-file.ts';
import { readMp4 } from '../../../test/edge/read-mp4.ts';

const FRAME = 1024 / 48_000;
/** The recording that the voices lie beside begins then, UTC ms. */
const ZERO = 100_000;
const voice = (count: number, seed = 1) => makeRecording({ count, seed, picture: false });

async function beside(segments: HandedOver[]) {
  const file = await plannedFile(segments, ZERO);
  if (!file) throw new Error('Nothing could be planned.');
  const { audio, video } = await readMp4(file.bytes);
  if (!audio || video) throw new Error('It is no voice.');
  return {
    plan: file.plan,
    packets: audio.packets,
    isEven: audio.packets.every(({ at }, i) => Math.abs(at - i * FRAME) < FRAME),
  };
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

test('a voice that begins later than the recording has silence first, so that both begin together', async () => {
  const made = voice(2);
  const { plan, packets, isEven } = await beside([{ ...made, beganAtMs: ZERO + 5_000 }]);
  const first = packets.findIndex(({ bytes }) => hex(bytes) === hex(made.audio[0]?.bytes ?? new Uint8Array()));
  expect(first).toBe(Math.floor(5 / FRAME));
  expect(packets[first]?.at).toBeCloseTo(5, 1);
  expect(packets.slice(first).map(({ bytes }) => hex(bytes))).toEqual(made.audio.map(({ bytes }) => hex(bytes)));
  expect([isEven, plan.zeroAtMs, plan.gaps]).toEqual([true, ZERO, []]);
  expect(plan.durationMs).toBeCloseTo(9_000, -2);
});

test('what was said before the recording began is left out', async () => {
  const made = voice(3);
  const { plan, packets } = await beside([{ ...made, beganAtMs: ZERO - 1_500 }]);
  const left = Math.ceil(1.5 / FRAME);
  expect(packets.map(({ bytes }) => hex(bytes))).toEqual(made.audio.slice(left).map(({ bytes }) => hex(bytes)));
  expect(packets[0]?.at).toBeLessThan(FRAME);
  expect(plan.durationMs).toBeCloseTo(4_500, -2);
});

test('a pause between two segments is silent, and the second stands at its time', async () => {
  const [first, second] = [voice(1), voice(1, 2)];
  const { packets, isEven } = await beside([
    { ...first, beganAtMs: ZERO },
    { ...second, beganAtMs: ZERO + 60_000 },
  ]);
  const at = packets.findIndex(({ bytes }) => hex(bytes) === hex(second.audio[0]?.bytes ?? new Uint8Array()));
  expect(packets[at]?.at).toBeCloseTo(60, 1);
  expect(isEven).toBe(true);
  expect(new Set(packets.slice(first.audio.length, at).map(({ bytes }) => hex(bytes))).size).toBe(1);
});

test('what somebody said into a pause, because they could not hear of it, is left out', async () => {
  const made = voice(3);
  const { plan, packets } = await beside([{ ...made, beganAtMs: ZERO, endsAtMs: ZERO + 2_500 }]);
  expect(packets).toHaveLength(Math.ceil(2.5 / FRAME));
  expect(plan.durationMs).toBe(2_500);
});

/** The pictures and sounds of a camera's file. */
async function filmed(segments: HandedOver[]) {
  const file = await plannedFile(segments, ZERO);
  if (!file) throw new Error('Nothing could be planned.');
  const { audio, video } = await readMp4(file.bytes);
  if (!audio || !video) throw new Error('It is no camera.');
  return { plan: file.plan, sounds: audio.packets, pictures: video.packets, ends: [video.end, audio.end] as const };
}
const isSame = (a: Uint8Array, b: Uint8Array | undefined) => b !== undefined && hex(a).endsWith(hex(b));

test('a camera that begins later than the recording shows its first picture from the beginning, with silence to it', async () => {
  const made = makeRecording({ count: 2 });
  const { sounds, pictures, plan } = await filmed([{ ...made, beganAtMs: ZERO + 5_000 }]);
  expect(pictures).toHaveLength(made.video.length);
  expect([pictures[0]?.at, pictures[1]?.at]).toEqual([0, expect.closeTo(5.04, 2)]);
  expect(sounds.findIndex(({ bytes }) => isSame(bytes, made.audio[0]?.bytes))).toBe(Math.floor(5 / FRAME));
  expect(plan.samples.video).toBe(made.video.length);
});

test('a camera that began before the recording shows from the next key frame on, which stands from the beginning', async () => {
  const made = makeRecording({ count: 3 });
  const { sounds, pictures } = await filmed([{ ...made, beganAtMs: ZERO - 1_500 }]);
  // A key frame every 2 s: the one of the second fragment is at 0.5 s of the file.
  expect(isSame(pictures[0]?.bytes ?? new Uint8Array(), made.video[50]?.bytes)).toBe(true);
  expect([pictures.length, pictures[0]?.at, pictures[1]?.at]).toEqual([100, 0, expect.closeTo(0.54, 2)]);
  expect(sounds[0]?.at).toBeLessThan(FRAME);
});

test('a camera that is turned on in the middle is in the same file as the voice before and after it', async () => {
  const [before, camera, after] = [voice(2), makeRecording({ count: 2, seed: 2 }), voice(2, 3)];
  const { sounds, pictures, plan, ends } = await filmed([
    { ...before, beganAtMs: ZERO },
    { ...camera, beganAtMs: ZERO + 3_000 },
    { ...after, beganAtMs: ZERO + 60_000 },
  ]);
  const at = (found: typeof sounds, wanted: Uint8Array | undefined) =>
    found.find(({ bytes }) => isSame(bytes, wanted))?.at;
  expect([pictures[0]?.at, pictures[1]?.at]).toEqual([0, expect.closeTo(3.04, 2)]);
  // The voice alone goes on until the camera has begun, and both stand at their time.
  expect(at(sounds, before.audio.at(-1)?.bytes)).toBeUndefined();
  expect(at(sounds, camera.audio[0]?.bytes)).toBeCloseTo(3, 1);
  expect(at(sounds, after.audio[0]?.bytes)).toBeCloseTo(60, 1);
  expect(plan.durationMs).toBeCloseTo(64_000, -2);
  // What the camera showed last stands to the end: an editor sees two tracks of one length.
  expect(Math.abs(ends[0] - ends[1])).toBeLessThan(FRAME);
});

test('of a voice that was all said before the recording began there is no file', async () => {
  expect(await plannedFile([{ ...voice(2), beganAtMs: ZERO - 60_000 }], ZERO)).toBeNull();
});
