import { expect, test } from 'vitest';
import type { MadeOptions, MadeSample } from '../../../test/edge/made-fragments.ts';
import { makeRecording } from '../../../test/edge/made-fragments.ts';
import type { HandedOver } from '../../../test/edge/planned-file.ts';
import { plannedFile } from '../../../test/edge/planned-file.ts';
import type { ReadTrack } from '../../../test/edge/read-mp4.ts';
import { readMp4 } from '../../../test/edge/read-mp4.ts';

async function finished(segments: HandedOver[]) {
  const file = await plannedFile(segments);
  if (!file) throw new Error('Nothing could be planned.');
  const read = await readMp4(file.bytes);
  if (!read.video || !read.audio) throw new Error('A track is missing.');
  return { ...file, boxes: read.boxes, video: read.video, audio: read.audio };
}

const bytesOf = (samples: (MadeSample | { bytes: Uint8Array })[]) =>
  samples.map(({ bytes }) => Buffer.from(bytes).toString('hex'));
const hasEvenPace = ({ packets }: ReadTrack, seconds: number) =>
  packets.every((packet, i) => Math.abs(packet.at - i * seconds) < 0.001);

test('one segment becomes a file with its index first and every sample as it was', async () => {
  const made = makeRecording({ count: 5 });
  const { plan, boxes, video, audio } = await finished([made]);
  expect(boxes).toEqual(['ftyp', 'moov', 'mdat']);
  expect([video.codec, audio.codec]).toEqual(['avc', 'aac']);
  expect(bytesOf(video.packets)).toEqual(bytesOf(made.video));
  expect(bytesOf(audio.packets)).toEqual(bytesOf(made.audio));
  expect(video.packets.map(({ key }) => key)).toEqual(made.video.map(({ key }) => key));
  expect(hasEvenPace(video, 1 / 25)).toBe(true);
  expect(hasEvenPace(audio, 1024 / 48_000)).toBe(true);
  expect([plan.durationMs, plan.gaps]).toEqual([10_000, []]);
  expect(video.end).toBeCloseTo(10, 2);
});

test('what a fragment leaves to its head is taken from the head', async () => {
  const said = await finished([makeRecording()]);
  const left = await finished([makeRecording({ trexOnly: true })]);
  expect(left.bytes).toEqual(said.bytes);
});

test('a missing fragment becomes a gap and everything after it stays at its time', async () => {
  const made = makeRecording({ count: 5 });
  const fragments = made.fragments.map((bytes, number) => (number === 3 ? undefined : bytes));
  const { plan, video, audio } = await finished([{ fragments }]);
  expect(plan.gaps).toEqual([{ fromMs: 4000, toMs: 6000, why: 'lost' }]);
  expect(video.packets).toHaveLength(200);
  expect(video.packets[99]?.duration).toBeCloseTo(2.04, 3);
  expect(video.packets[100]?.at).toBeCloseTo(6, 3);
  // Silence until then, or players would let the sound run ahead of the picture.
  const silent = audio.packets.filter(({ at }) => at > 4 && at < 5.97);
  expect(silent.every(({ bytes }) => bytes.length === 9)).toBe(true);
  expect(audio.packets.every(({ duration }) => duration < 0.04)).toBe(true);
  const [, after = ''] = bytesOf(made.audio.slice(280));
  expect(audio.packets[bytesOf(audio.packets).indexOf(after)]?.at).toBeCloseTo(6, 1);
  expect(plan.durationMs).toBe(10_000);
});

test('a recording whose first media is missing begins with what is there', async () => {
  const made = makeRecording({ count: 3 });
  const { plan, video, audio } = await finished([
    { fragments: made.fragments.map((bytes, n) => (n === 1 ? undefined : bytes)) },
  ]);
  expect(video.packets[0]?.at).toBeLessThan(0.02);
  expect(audio.packets[0]?.at).toBe(0);
  expect(plan.durationMs).toBe(4016);
});

test('two recorders become one track that shows each its own parameter sets before every key frame', async () => {
  const first = makeRecording({ count: 2 });
  const second = makeRecording({ count: 2, seed: 2, spsEnd: 0xc9 });
  const { plan, video, audio } = await finished([
    { ...first, beganAtMs: 50_000 },
    { ...second, beganAtMs: 57_000 },
  ]);
  const withSets = [first, second].flatMap(({ video: samples, parameterSets }) =>
    samples.map(({ bytes, key }) => ({ bytes: key ? Buffer.concat([parameterSets, bytes]) : bytes })),
  );
  expect(bytesOf(video.packets)).toEqual(bytesOf(withSets));
  const silence = Math.floor((7 * 48_000) / 1024 - 187);
  expect(audio.packets.slice(187, -187).map(({ bytes }) => bytes.length)).toEqual(
    Array.from({ length: silence }, () => 9),
  );
  expect(bytesOf([...audio.packets.slice(0, 187), ...audio.packets.slice(-187)])).toEqual(
    bytesOf([...first.audio, ...second.audio]),
  );
  expect(video.packets[100]?.at).toBeCloseTo(7, 3);
  expect(plan.gaps).toEqual([{ fromMs: 4000, toMs: 7000, why: 'handover' }]);
  expect(plan.durationMs).toBe(11_000);
});

test('a moment of picture between two gaps makes them one, and a longer one keeps them apart', async () => {
  const first = makeRecording({ count: 2 });
  const second = makeRecording({ count: 2, seed: 2 });
  const third = makeRecording({ count: 2, seed: 3 });
  const gapsWhen = async (between: number) => {
    const { plan } = await finished([
      { ...first, beganAtMs: 50_000 },
      { ...second, beganAtMs: 57_000, endsAtMs: 57_000 + between },
      { ...third, beganAtMs: 59_000 },
    ]);
    return plan.gaps.map(({ fromMs, toMs }) => [fromMs, toMs]);
  };
  expect(await gapsWhen(160)).toEqual([[4000, 9000]]);
  expect(await gapsWhen(200)).toEqual([
    [4000, 7000],
    [7200, 9000],
  ]);
});

test('a recorder that went on after another took over is cut where the other begins', async () => {
  const first = makeRecording({ count: 10 });
  const second = makeRecording({ count: 2, seed: 2 });
  const { plan, video } = await finished([first, { ...second, beganAtMs: 6000 }]);
  expect(video.packets).toHaveLength(150 + 100);
  expect(plan.gaps).toEqual([]);
  expect(plan.durationMs).toBe(10_000);
});

test('a recorder who went on until in the middle of a fragment is cut at the very picture with which the other begins', async () => {
  const first = makeRecording({ count: 4 });
  const second = makeRecording({ count: 2, seed: 2 });
  const { plan, video, audio } = await finished([first, { ...second, beganAtMs: 5300 }]);
  expect(video.packets).toHaveLength(133 + 100);
  expect(video.packets[132]?.duration).toBeCloseTo(0.02, 3);
  expect(video.packets[133]).toMatchObject({ key: true });
  expect(video.packets[133]?.at).toBeCloseTo(5.3, 3);
  expect(audio.packets.find(({ at }) => at >= 5.2995)?.at).toBeCloseTo(5.3, 3);
  expect(plan.gaps).toEqual([]);
  expect(plan.durationMs).toBe(9_300);
});

test('a recorder that began after the next one had begun is left out', async () => {
  const slow = makeRecording({ count: 3 });
  const next = makeRecording({ count: 2, seed: 2 });
  const { plan, video } = await finished([
    { ...slow, beganAtMs: 15_000 },
    { ...next, beganAtMs: 12_000 },
  ]);
  expect(video.packets).toHaveLength(100);
  expect([plan.zeroAtMs, plan.durationMs]).toEqual([12_000, 4_000]);
});

test('a segment without any media is passed over, and nothing at all makes no plan', async () => {
  const [head] = makeRecording().fragments;
  const made = makeRecording({ count: 1 });
  const { plan } = await finished([{ fragments: [head] }, { ...made, beganAtMs: 9000 }, { fragments: [undefined] }]);
  expect(plan.durationMs).toBe(2000);
  expect(await plannedFile([{ fragments: [head] }])).toBeNull();
  expect(await plannedFile([])).toBeNull();
});

test('sound of another configuration is left out rather than decoded wrongly', async () => {
  const first = makeRecording({ count: 1 });
  const mono: MadeOptions = { count: 1, seed: 2, audioConfig: [0x11, 0x88] };
  const { audio, video } = await finished([first, { ...makeRecording(mono), beganAtMs: 2000 }]);
  expect(bytesOf(audio.packets)).toEqual(bytesOf(first.audio));
  expect(video.packets).toHaveLength(100);
});

test('a recording without sound is a file without a sound track', async () => {
  const file = await plannedFile([makeRecording({ audio: false })]);
  const read = await readMp4(file?.bytes ?? new Uint8Array());
  expect(read.audio).toBeNull();
  expect(read.video?.packets).toHaveLength(150);
});

test('whatever is missing, the file holds exactly what came, in order and on a clock that never runs back', async () => {
  for (let seed = 1; seed <= 20; seed++) {
    const chance = dice(seed);
    const made = Array.from({ length: 1 + (seed % 3) }, (_, i) => makeRecording({ count: 4, seed: seed + i }));
    const segments = made.map(({ fragments }, i) => ({
      fragments: fragments.map((bytes, number) => (number > 0 && chance() < 0.4 ? undefined : bytes)),
      beganAtMs: i * 9000,
    }));
    if (segments.every(({ fragments }) => fragments.filter(Boolean).length < 2)) continue;
    const { plan, video, audio } = await finished(segments);
    const came = segments.flatMap(({ fragments }, i) =>
      fragments.flatMap((bytes, n) => (bytes && n > 0 ? (made[i]?.video.slice((n - 1) * 50, n * 50) ?? []) : [])),
    );
    expect(video.packets.map(({ bytes }) => tail(bytes))).toEqual(came.map(({ bytes }) => tail(bytes)));
    for (const { packets } of [video, audio]) {
      expect(packets.every(({ at }, i) => i === 0 || at > (packets[i - 1]?.at ?? 0))).toBe(true);
    }
    expect(Math.max(video.end, audio.end)).toBeCloseTo(plan.durationMs / 1000, 1);
  }
});

/** The last bytes of a sample are its own, whatever was put before it. */
const tail = (bytes: Uint8Array) => Buffer.from(bytes.subarray(-40)).toString('hex');

/** The same throws for the same seed. */
function dice(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}
