import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { APP, openMeeting, startStandin } from '../../test/harness/realtimekit.ts';

/** The film is encoded meanwhile: a second is too little on a busy machine. ms */
const FILMED_WITHIN = 20_000;

test('what was made is there again in the next run: meetings, tokens, webhooks, keys and finished recordings', async () => {
  const state = mkdtempSync(join(tmpdir(), 'realtimekit-'));
  const before = await startStandin({ state });
  const { meeting, participant, token } = await openMeeting(before);
  await before.control(`join?participant=${participant}`);
  const webhook = { name: 'All', url: 'http://127.0.0.1:9/', events: ['meeting.started'] };
  await before.call('POST', `${APP}/webhooks`, webhook);
  const start = async () =>
    String((await before.call('POST', `${APP}/recordings`, { meeting_id: meeting })).data['id']);
  const statusOf = (at: typeof before, id: string) => at.call('GET', `${APP}/recordings/${id}`);
  const done = await start();
  await vi.waitFor(
    async () => expect((await statusOf(before, done)).data).toMatchObject({ status: 'RECORDING' }),
    FILMED_WITHIN,
  );
  await before.call('PUT', `${APP}/recordings/${done}`, { action: 'stop' });
  await vi.waitFor(
    async () => expect((await statusOf(before, done)).data).toMatchObject({ status: 'UPLOADED' }),
    FILMED_WITHIN,
  );
  const cutOff = await start();
  await before.stop();

  const after = await startStandin({ state });
  expect((await after.call('GET', `${APP}/meetings/${meeting}`)).data).toMatchObject({ status: 'ACTIVE' });
  expect(after.service.tokens.read(token)).toMatchObject({ participantId: participant });
  expect((await after.call('GET', `${APP}/webhooks`)).data).toMatchObject([webhook]);
  expect(after.service.signing.publicKey).toBe(before.service.signing.publicKey);
  expect((await statusOf(after, cutOff)).data).toMatchObject({ status: 'ERRORED' });
  const { data } = await statusOf(after, done);
  expect((await fetch(String(data['download_url']))).headers.get('content-length')).toBe(String(data['file_size']));
  await after.stop();
  rmSync(state, { recursive: true });
});
