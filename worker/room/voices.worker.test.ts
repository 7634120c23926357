import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { handOverAfter, handOverAll, handOverFirst } from '../../test/edge/handed-pieces.ts';
import { makeRecording } from '../../test/edge/made-fragments.ts';
import { comeIn, roomWorld, soon } from '../../test/edge/room-world.ts';
import {
  consenting,
  longAfter,
  recorder,
  untilRecorded,
  untilSettled,
  voiceOf,
  worldOfVoices,
} from '../../test/edge/voice-world.ts';
import {
  CAMERA_FRAGMENT_MAX_BYTES,
  CAMERA_MAX_BYTES,
  VOICE_FRAGMENT_MAX_BYTES,
  VOICE_MAX_BYTES,
} from '../../wire/limits.ts';
import { indexLength, readIndex } from '../recordings/mp4/read-index.ts';
import { planCopy } from '../recordings/mp4/plan.ts';
import { createShelf } from '../recordings/shelf.ts';
import { takeInFragment } from '../recordings/take-in.ts';

test('each one’s browser that can records its own voice while the meeting is recorded, and each becomes a file of its own', async () => {
  const world = await worldOfVoices();
  const rosa = await comeIn(world, 'researcher', recorder);
  const pat = await comeIn(world, 'participant', consenting);
  const meeting = await rosa.hears('record');
  expect(meeting.voice).toBeUndefined();
  for (const one of [rosa, pat]) one.say({ t: 'voice', can: true });
  const [own, theirs] = [await voiceOf(rosa), await voiceOf(pat)];
  expect(own.recording).not.toBe(theirs.recording);
  await evictDurableObject(world.room);
  await handOverFirst(world, rosa, meeting, 3);
  await handOverAll(world, pat, theirs);
  expect(await voiceOf(pat)).toMatchObject({ recording: theirs.recording, segment: 1 });
  rosa.say({ t: 'recording', do: 'pause' });
  await rosa.hears('record_stop');
  await handOverAll(world, rosa, own);
  rosa.say({ t: 'recording', do: 'resume' });
  expect(await voiceOf(rosa)).toMatchObject({ recording: own.recording, segment: 1 });
  await handOverFirst(world, rosa, { ...own, segment: 1 }, 3);
  await handOverAll(world, rosa, meeting);
  rosa.say({ t: 'end' });
  await handOverAll(world, rosa, { recording: meeting.recording, segment: 1 });
  await untilRecorded(world);
  await longAfter(world);
  const tracks = await untilSettled(world);
  expect(tracks.map(({ name, role, kind, status }) => [name, role, kind, status])).toEqual([
    ['Pat', 'participant', 'mic', 'ready'],
    ['Rosa', 'researcher', 'mic', 'ready'],
  ]);
  const base = `recordings/${world.id}/${meeting.recording}`;
  const { objects } = await env.RECORDINGS.list({ prefix: base });
  expect(objects.flatMap(({ key }) => (key.endsWith('.mp4') ? [key] : [])).sort()).toEqual(
    [`${base}.mp4`, ...tracks.map(({ objectKey }) => objectKey ?? '')].sort(),
  );
  const file = await env.RECORDINGS.get(tracks[1]?.objectKey ?? '');
  const bytes = new Uint8Array((await file?.arrayBuffer()) ?? new ArrayBuffer());
  const { samples } = readIndex(bytes.subarray(0, indexLength(bytes)));
  expect(samples.video).toBe(0);
  expect(samples.audio).toBeGreaterThan(180);
  expect(tracks[1]?.durationMs).toBeGreaterThan(4_000);
});

test('with cameras, whose is on and can is recorded with it, others by voice alone, and each file says what it is', async () => {
  const world = await worldOfVoices({ separateTracks: 'cameras' });
  const rosa = await comeIn(world, 'researcher', { enter: { canRecord: true, cam: true } });
  const pat = await comeIn(world, 'participant', { enter: { consent: { version: 1 }, cam: true } });
  const gus = await comeIn(world, 'guest', { enter: { cam: true } });
  const meeting = await rosa.hears('record');
  rosa.say({ t: 'voice', can: true, camera: true });
  const own = await voiceOf(rosa);
  pat.say({ t: 'voice', can: true });
  gus.say({ t: 'voice', can: false, camera: true });
  const { voiceless, voiceOnly } = await soon(
    async () => (await rosa.hears('hosting')).hosting,
    (hosting) => hosting.voiceless.length + hosting.voiceOnly.length === 2,
  );
  expect([voiceless, voiceOnly]).toEqual([[3], [2]]);
  const theirs = await voiceOf(pat);
  expect([own.camera, theirs.camera]).toEqual([true, undefined]);
  await handOverFirst(world, rosa, meeting, 3);
  rosa.say({ t: 'end' });
  await handOverAll(world, rosa, meeting);
  await handOverAfter(world, pat, theirs);
  await handOverAfter(world, rosa, own);
  await untilRecorded(world);
  await longAfter(world);
  const tracks = await untilSettled(world);
  expect(tracks.map(({ name, kind, status }) => [name, kind, status])).toEqual([
    ['Pat', 'mic', 'ready'],
    ['Rosa', 'cam', 'ready'],
  ]);
  expect(gus.unheard()).not.toContain('record');
  const file = await env.RECORDINGS.get(tracks[1]?.objectKey ?? '');
  const bytes = new Uint8Array((await file?.arrayBuffer()) ?? new ArrayBuffer());
  const { samples } = readIndex(bytes.subarray(0, indexLength(bytes)));
  expect([samples.video, samples.audio > 180]).toEqual([100, true]);
});

test('a camera that is turned on later begins beside the voice, which is taken to its end; audio first is no time to begin', async () => {
  const world = await worldOfVoices({ separateTracks: 'cameras' });
  await comeIn(world, 'researcher', recorder);
  const pat = await comeIn(world, 'participant', consenting);
  pat.say({ t: 'voice', can: true, camera: true });
  const voice = await voiceOf(pat);
  expect(voice).toMatchObject({ segment: 0, camera: undefined });
  pat.say({ t: 'save_data', on: true });
  pat.say({ t: 'state', cam: true });
  await pat.hears('set');
  expect(pat.unheard()).not.toContain('record');
  pat.say({ t: 'save_data', on: false });
  const camera = await voiceOf(pat);
  expect(camera).toMatchObject({ recording: voice.recording, segment: 1, camera: true });
  await handOverAll(world, pat, camera);
  await handOverAll(world, pat, voice);
  // Its picture fails: the voice goes on alone at once.
  expect(await voiceOf(pat)).toMatchObject({ segment: 2, camera: true });
  pat.say({ t: 'record_failed', recording: voice.recording, segment: 2, reason: 'no encoder' });
  expect(await voiceOf(pat)).toMatchObject({ segment: 3, camera: undefined });
});

test('no voice of who cannot, may only watch, or takes part unrecorded; and the Researchers see whose is missing', async () => {
  const world = await worldOfVoices({ guestPolicy: 'watch' });
  const rosa = await comeIn(world, 'researcher', recorder);
  const gus = await comeIn(world, 'guest');
  const pat = await comeIn(world, 'participant', { enter: { consent: { version: 1, recording: false } } });
  rosa.say({ t: 'voice', can: false });
  gus.say({ t: 'voice', can: true });
  pat.say({ t: 'voice', can: true });
  await soon(
    async () => (await rosa.hears('hosting')).hosting.voiceless,
    (voiceless) => voiceless.length === 1,
  );
  expect(pat.unheard()).not.toContain('record');
  const agreed = await worldOfVoices({ guestPolicy: 'watch' });
  const other = await comeIn(agreed, 'researcher', recorder);
  const watcher = await comeIn(agreed, 'guest');
  const consents = await comeIn(agreed, 'participant', consenting);
  watcher.say({ t: 'voice', can: true });
  consents.say({ t: 'voice', can: true });
  await voiceOf(consents);
  await other.hears('record');
  expect(watcher.unheard()).not.toContain('record');
});

test('where the Study does not want it, nobody is asked', async () => {
  const world = await roomWorld({ recordingPolicy: 'automatic' });
  const rosa = await comeIn(world, 'researcher', recorder);
  const pat = await comeIn(world, 'participant', consenting);
  pat.say({ t: 'voice', can: true });
  await rosa.hears('record');
  await handOverFirst(world, rosa, { recording: crypto.randomUUID(), segment: 0 }, 1).catch(() => undefined);
  expect(pat.unheard()).not.toContain('record');
});

test('a voice is taken from its own seat only, as sound only, a camera with a picture, and neither beyond its size', async () => {
  const world = await worldOfVoices({ separateTracks: 'cameras' });
  const rosa = await comeIn(world, 'researcher', recorder);
  const pat = await comeIn(world, 'participant', consenting);
  const meeting = await rosa.hears('record');
  pat.say({ t: 'voice', can: true });
  const voice = await voiceOf(pat);
  const put = (seat: string, recording: string, number: string, bytes: Uint8Array<ArrayBuffer>, segment = 0) =>
    takeInFragment(env, {
      session: world.id,
      seat,
      recording,
      segment: String(segment),
      number,
      body: { stream: new Blob([bytes]).stream(), declaredBytes: bytes.length },
    });
  const [pictured = new Uint8Array()] = makeRecording().fragments;
  const [sounded = new Uint8Array(), piece = new Uint8Array()] = makeRecording({ picture: false }).fragments;
  await expect(put(rosa.seat, voice.recording, '0', sounded)).rejects.toMatchObject({ code: 'not_allowed' });
  await expect(put(pat.seat, meeting.recording, '0', pictured)).rejects.toMatchObject({ code: 'not_allowed' });
  await expect(put(pat.seat, voice.recording, '0', pictured)).rejects.toMatchObject({ code: 'fragment_bad' });
  await expect(put(rosa.seat, meeting.recording, '0', sounded)).rejects.toMatchObject({ code: 'fragment_bad' });
  await put(pat.seat, voice.recording, '0', sounded);
  await put(pat.seat, voice.recording, '1', piece);
  const large = new Uint8Array(VOICE_FRAGMENT_MAX_BYTES + 1);
  await expect(put(pat.seat, voice.recording, '2', large)).rejects.toMatchObject({ code: 'fragment_too_large' });
  const most = new Uint8Array(VOICE_FRAGMENT_MAX_BYTES);
  await expect(put(pat.seat, voice.recording, '2', most)).rejects.toMatchObject({ code: 'fragment_bad' });
  const fillUpTo = (bytes: number) =>
    runInDurableObject(world.room, (_room, { storage: { sql } }) => {
      const ofHead = 'segment = 0 AND number = 0';
      sql.exec(`UPDATE shelf_fragments SET bytes = iif(${ofHead}, ?, 0) WHERE recording = ?`, bytes, voice.recording);
    });
  const [, , next = new Uint8Array()] = makeRecording({ picture: false }).fragments;
  await fillUpTo(VOICE_MAX_BYTES - next.length + 1);
  await expect(put(pat.seat, voice.recording, '2', next)).rejects.toMatchObject({ code: 'storage_full' });
  await fillUpTo(VOICE_MAX_BYTES - next.length);
  await put(pat.seat, voice.recording, '2', next);

  pat.say({ t: 'voice', can: true, camera: true });
  pat.say({ t: 'state', cam: true });
  const camera = await voiceOf(pat);
  const putCamera = (number: string, bytes: Uint8Array<ArrayBuffer>) =>
    put(pat.seat, camera.recording, number, bytes, camera.segment);
  const [, shown = new Uint8Array(), later = new Uint8Array()] = makeRecording().fragments;
  await expect(putCamera('0', sounded)).rejects.toMatchObject({ code: 'fragment_bad' });
  await putCamera('0', pictured);
  await expect(putCamera('1', new Uint8Array(CAMERA_FRAGMENT_MAX_BYTES + 1))).rejects.toMatchObject({
    code: 'fragment_too_large',
  });
  await expect(putCamera('1', new Uint8Array(CAMERA_FRAGMENT_MAX_BYTES))).rejects.toMatchObject({
    code: 'fragment_bad',
  });
  await putCamera('1', shown);
  await fillUpTo(CAMERA_MAX_BYTES - later.length + 1);
  await expect(putCamera('2', later)).rejects.toMatchObject({ code: 'storage_full' });
});

test('what a page that is new recorded before is kept, and it begins anew; one that failed is not asked again at once', async () => {
  const world = await worldOfVoices();
  await comeIn(world, 'researcher', recorder);
  const pat = await comeIn(world, 'participant', consenting);
  pat.say({ t: 'voice', can: true });
  const { recording, segment } = await voiceOf(pat);
  pat.socket.close(1000, 'reloaded');
  const back = await comeIn(world, 'participant', { seat: pat.seat, ...consenting });
  back.say({ t: 'voice', can: true });
  expect(await voiceOf(back)).toMatchObject({ recording, segment: segment + 1 });
  back.say({ t: 'record_failed', recording, segment: segment + 1, reason: 'no sound' });
  back.say({ t: 'state', hand: true });
  await back.hears('set');
  await runDurableObjectAlarm(world.room);
  expect(back.unheard()).not.toContain('record');
});

test('who is away when it is paused is told so when they are back, and nothing of the pause is kept', async () => {
  const world = await worldOfVoices();
  const rosa = await comeIn(world, 'researcher', recorder);
  const pat = await comeIn(world, 'participant', consenting);
  const meeting = await rosa.hears('record');
  pat.say({ t: 'voice', can: true });
  const voice = await voiceOf(pat);
  pat.socket.close(1000, 'lost');
  await soon(
    async () => rosa.hears('set'),
    ({ away }) => away === true,
  );
  rosa.say({ t: 'recording', do: 'pause' });
  await rosa.hears('record_stop');
  const back = await comeIn(world, 'participant', { seat: pat.seat, enter: { again: true } });
  expect(await back.hears('record_stop')).toMatchObject({ recording: voice.recording, segment: voice.segment });
  await handOverFirst(world, back, voice, 3);
  const kept = await runInDurableObject(world.room, (_room, { storage }) =>
    planCopy(createShelf(storage.sql).progress(voice.recording).segments(), Date.now() - 60_000),
  );
  expect(meeting.segment).toBe(0);
  expect(kept?.durationMs).toBeLessThan(61_000);
});
