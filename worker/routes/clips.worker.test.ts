import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { mintFinishedRecording } from '../../test/edge/finished-recording.ts';
import type { FinishedRecording } from '../../test/edge/finished-recording.ts';
import { makeRecording } from '../../test/edge/made-fragments.ts';
import { plannedFile } from '../../test/edge/planned-file.ts';
import { mintRecordedSession } from '../../test/edge/recorded-session.ts';
import { refusal, send } from '../../test/world.ts';
import { CLIP_MAX, CLIP_MIN } from '../../wire/limits.ts';
import { fileKey, recordingBase } from '../recordings/keys.ts';
import { planCut } from '../recordings/mp4/cut.ts';
import { indexLength } from '../recordings/mp4/read-index.ts';

/** A recording of a minute, by two browsers one after the other. */
async function mintMinute() {
  const segments = [1, 2].map((seed) => makeRecording({ count: 15, seed, spsEnd: 0xc7 + seed, pictureBytes: 2000 }));
  const file = await plannedFile(segments.map((made, i) => ({ ...made, beganAtMs: i * 30_000 })));
  if (!file) throw new Error('Nothing was planned.');
  const { bytes, plan } = file;
  return { bytes, ...(await mintFinishedRecording(bytes, { durationMs: plan.durationMs })) };
}

const clip = ({ ask }: Pick<FinishedRecording, 'ask'>, from: unknown, to: unknown, method = 'GET') =>
  ask(`/clip?from=${String(from)}&to=${String(to)}`, { method });
/** What planCut plans, and cut.test.ts proves with an independent reader, put together out of memory. */
function cutOf(bytes: Uint8Array, fromMs: number, toMs: number): Uint8Array {
  const cut = planCut(bytes.subarray(0, indexLength(bytes)), fromMs, toMs);
  if (!cut) throw new Error('Nothing was cut.');
  return Buffer.concat([cut.head, ...cut.ranges.map(({ offset, length }) => bytes.subarray(offset, offset + length))]);
}

test('a clip comes as a file of its own that says where it begins and what it is of', async () => {
  const world = await mintMinute();
  const answer = await clip(world, 21_000, 37_500);
  expect(answer.status).toBe(200);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'accept-ranges': 'none',
    'cache-control': 'private, no-store',
    'content-disposition': `attachment; filename="Checkout - Asha Rao - 2025-10-14 - 0m21s.mp4"; filename*=UTF-8''Checkout%20-%20Asha%20Rao%20-%202025-10-14%20-%200m21s.mp4`,
    'content-type': 'video/mp4',
    'x-clip-from-ms': '20000',
  });
  const bytes = await answer.bytes();
  expect(answer.headers.get('Content-Length')).toBe(String(bytes.length));
  expect(Buffer.compare(bytes, cutOf(world.bytes, 21_000, 37_500))).toBe(0);
});

test('HEAD tells of a clip without cutting it, and asking for a range of it gives the whole', async () => {
  const world = await mintMinute();
  const head = await clip(world, 4000, 8000, 'HEAD');
  const part = await world.ask('/clip?from=4000&to=8000', { headers: { Range: 'bytes=0-9' } });
  expect([head.status, head.headers.get('X-Clip-From-Ms'), part.status]).toEqual([200, '4000', 200]);
  expect(head.headers.get('Content-Length')).toBe(String((await part.bytes()).length));
});

test('a clip has its limits on both sides', async () => {
  const world = await mintMinute();
  for (const [from, to] of [
    [0, CLIP_MIN],
    [59_000, 60_000],
    [0, 60_000],
  ]) {
    const answer = await clip(world, from, to);
    expect([answer.status, (await answer.bytes()).length > 0]).toEqual([200, true]);
  }
  for (const [from, to] of [
    [0, CLIP_MIN - 1],
    [59_001, 60_001],
    [5000, 4000],
    [5000, 5000],
    [60_000, 61_000],
    [999_999_999, 999_999_999],
  ]) {
    expect(await refusal(await clip(world, from, to))).toBe('422 clip_bad');
  }
  const long = await mintFinishedRecording(world.bytes, { durationMs: CLIP_MAX + 10 });
  expect((await clip(long, 0, CLIP_MAX, 'HEAD')).status).toBe(200);
  expect(await refusal(await clip(long, 0, CLIP_MAX + 1))).toBe('422 clip_bad');
});

test('what is no moment of a file is refused before anything is read', async () => {
  const world = await mintMinute();
  for (const [from, to] of [
    ['-1', '5000'],
    ['1.5', '5000'],
    ['1e3', '5000'],
    ['', '5000'],
    ['0', '1000000000'],
    ['0', 'NaN'],
  ]) {
    expect(await refusal(await clip(world, from, to))).toBe('400 bad_input');
  }
  expect(await refusal(await world.ask('/clip?from=0'))).toBe('400 bad_input');
});

test('nobody else gets a clip, nor anybody of a file that is not there', async () => {
  const world = await mintMinute();
  const other = await mintRecordedSession();
  const path = '/clip?from=0&to=5000';
  expect(await refusal(await world.ask(path, { cookie: '' }))).toBe('401 not_signed_in');
  expect(await refusal(await world.ask(path, { cookie: other.cookie }))).toBe('404 not_found');
  const unfinished = await send('GET', `/api/recordings/${other.recording}${path}`, { cookie: other.cookie });
  expect(await refusal(unfinished)).toBe('409 recording_not_ready');
  await env.RECORDINGS.delete(fileKey(recordingBase(world.session, world.recording)));
  expect(await refusal(await world.ask(path))).toBe('404 not_found');
});

test('a download that is given up leaves nothing behind that fails', async () => {
  const world = await mintMinute();
  const answer = await clip(world, 0, 60_000);
  const reader = answer.body?.getReader();
  await reader?.read();
  await reader?.cancel();
  expect((await clip(world, 0, 5000)).status).toBe(200);
});
