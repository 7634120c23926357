import { ALL_FORMATS, BufferSource, Input } from 'mediabunny';
import { afterAll, expect, test, vi } from 'vitest';
import type { Standin } from '../../test/harness/realtimekit.ts';
import { APP, openMeeting, startStandin } from '../../test/harness/realtimekit.ts';

const standin = await startStandin();
afterAll(() => standin.stop());
const { call, control } = standin;

/** A meeting with one person in it that is being recorded. */
async function startRecording(at: Standin = standin): Promise<{ meeting: string; id: string; peer: string }> {
  const { meeting, participant } = await openMeeting(at);
  const { peer } = await at.control(`join?participant=${participant}`);
  const { data } = await at.call('POST', `${APP}/recordings`, { meeting_id: meeting });
  expect(data).toMatchObject({ status: 'INVOKED', download_url: null });
  await expectStatus(String(data['id']), 'RECORDING', at);
  return { meeting, id: String(data['id']), peer: String(peer) };
}

async function expectStatus(id: string, status: string, at: Standin = standin): Promise<void> {
  await vi.waitFor(async () =>
    expect((await at.call('GET', `${APP}/recordings/${id}`)).data).toMatchObject({ status }),
  );
}

const act = (id: string, action: string) => call('PUT', `${APP}/recordings/${id}`, { action });

test('a recording is paused, resumed and stopped, and then has an address that expires', async () => {
  const { id } = await startRecording();
  expect((await act(id, 'pause')).data).toMatchObject({ status: 'PAUSED' });
  expect((await act(id, 'pause')).status).toBe(409);
  expect((await act(id, 'resume')).data).toMatchObject({ status: 'RECORDING' });
  expect((await act(id, 'stop')).data).toMatchObject({ status: 'UPLOADING', download_url: null });
  await expectStatus(id, 'UPLOADED');
  expect((await act(id, 'stop')).status).toBe(409);
  const { data } = await call('GET', `${APP}/recordings/${id}`);
  expect(data).toMatchObject({ stop_reason: { reason: 'API_CALL' }, download_url_expiry: expect.any(String) });
  const url = String(data['download_url']);
  expect((await fetch(url)).headers.get('content-length')).toBe(String(data['file_size']));
  await control(`expire?recording=${id}`);
  expect((await fetch(url)).status).toBe(403);
});

test('the file is an mp4 of H.264 and AAC with its head in front, whole or in ranges', async () => {
  const { id } = await startRecording();
  await act(id, 'stop');
  await expectStatus(id, 'UPLOADED');
  const url = String((await call('GET', `${APP}/recordings/${id}`)).data['download_url']);
  const file = await (await fetch(url)).arrayBuffer();
  const input = new Input({ source: new BufferSource(file), formats: ALL_FORMATS });
  expect((await input.getPrimaryVideoTrack())?.codec).toBe('avc');
  expect((await input.getPrimaryAudioTrack())?.codec).toBe('aac');
  const text = Buffer.from(file).toString('latin1');
  expect(text.indexOf('moov')).toBeLessThan(text.indexOf('mdat'));
  const part = await fetch(url, { headers: { range: 'bytes=4-7' } });
  expect([part.status, await part.text()]).toEqual([206, 'ftyp']);
  await control('fault?path=/downloads&cut=1');
  await expect((async () => (await fetch(url)).arrayBuffer())()).rejects.toThrow('terminated');
  expect((await (await fetch(url)).arrayBuffer()).byteLength).toBe(file.byteLength);
});

test('a second recording of a meeting is refused while the first runs', async () => {
  const { meeting, id } = await startRecording();
  expect((await call('POST', `${APP}/recordings`, { meeting_id: meeting })).status).toBe(409);
  const several = { meeting_id: meeting, allow_multiple_recordings: true };
  expect((await call('POST', `${APP}/recordings`, several)).status).toBe(201);
  expect((await call('GET', `${APP}/recordings/active-recording/${meeting}`)).data).toMatchObject({ id });
});

test('a recording stops by itself some time after the last one has left, unless somebody came back', async () => {
  const stays = await startRecording();
  await control(`leave?peer=${stays.peer}`);
  const { data } = await call('GET', `${APP}/meetings/${stays.meeting}/participants`);
  await control(`join?participant=${String((data as unknown as { id: string }[])[0]?.id)}`);
  const { id, peer } = await startRecording();
  await control(`leave?peer=${peer}`);
  await expectStatus(id, 'UPLOADED');
  expect((await call('GET', `${APP}/recordings/${id}`)).data).toMatchObject({
    stop_reason: { reason: 'ALL_PEERS_LEFT' },
  });
  await expectStatus(stays.id, 'RECORDING');
});

test('a recording that fails has no file', async () => {
  const { id } = await startRecording();
  await control('fail_recordings?count=1');
  await act(id, 'stop');
  await expectStatus(id, 'ERRORED');
  expect((await call('GET', `${APP}/recordings/${id}`)).data).toMatchObject({ download_url: null, file_size: null });
});

test('recordings are listed by status and meeting, the newest first', async () => {
  const { meeting, id } = await startRecording();
  const list = (query: string) => call('GET', `${APP}/recordings?meeting_id=${meeting}&${query}`);
  expect((await list('status[]=RECORDING&status[]=PAUSED')).data).toMatchObject([{ id, meeting: { id: meeting } }]);
  expect((await list('status[]=UPLOADED')).data).toEqual([]);
  expect((await list('state=UPLOADED')).status).toBe(400);
});

test('a meeting that wants it is recorded from the first one who joins', async () => {
  const { meeting, participant } = await openMeeting(standin, { record_on_start: true });
  await control(`join?participant=${participant}`);
  const { data } = await call('GET', `${APP}/recordings/active-recording/${meeting}`);
  expect(data).toMatchObject({ start_reason: { reason: 'RECORD_ON_START' } });
});
