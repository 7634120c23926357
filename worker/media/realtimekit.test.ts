import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { createKit } from './realtimekit.ts';

interface Heard {
  method: string;
  path: string;
  authorization: string;
  body: unknown;
}

/** A service that says what it is told to say, one answer after the other, the last again and again. */
async function service(...answers: [status: number, body: string][]) {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const { method = '', url: path = '' } = request;
      const body: unknown = text === '' ? null : JSON.parse(text);
      heard.push({ method, path, authorization: request.headers.authorization ?? '', body });
      const [status, answer] = answers[Math.min(heard.length, answers.length) - 1] ?? [200, '{}'];
      response.writeHead(status, { 'content-type': 'application/json' }).end(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const kit = createKit({ apiUrl, accountId: 'acc', appId: 'app', token: 'secret' }, 'media.test');
  return { kit, heard, [Symbol.dispose]: () => void server.close() };
}

const good = (data: unknown): [number, string] => [200, JSON.stringify({ success: true, data })];
const bad = (status: number): [number, string] => [status, JSON.stringify({ success: false, errors: [] })];

test('a meeting is made with our token in the path of account and app', async () => {
  using there = await service(good({ id: 'm1', status: 'ACTIVE', more: 1 }));
  expect(await there.kit.openMeeting('s1')).toBe('m1');
  expect(there.heard).toMatchObject([
    { method: 'POST', path: '/accounts/acc/realtime/kit/app/meetings', authorization: 'Bearer secret' },
  ]);
});

test('too many calls and the service’s own trouble are waited out', async () => {
  using there = await service(bad(429), bad(500), good({ id: 'm1' }));
  expect(await there.kit.openMeeting('s1')).toBe('m1');
  expect(there.heard).toHaveLength(3);
});

test('a service that keeps failing or talks nonsense is unavailable', async () => {
  using failing = await service(bad(503));
  await expect(failing.kit.openMeeting('s1')).rejects.toMatchObject({ code: 'media_unavailable' });
  expect(failing.heard).toHaveLength(4);
  for (const answer of [good({ name: 'no id' }), [200, '"?"']] as [number, string][]) {
    using there = await service(answer);
    await expect(there.kit.openMeeting('s1')).rejects.toMatchObject({ code: 'media_unavailable' });
    expect(there.heard).toHaveLength(1);
  }
});

test('a service that does not accept our token has denied us, and is not asked twice', async () => {
  for (const status of [401, 403]) {
    using there = await service(bad(status));
    await expect(there.kit.openMeeting('s1')).rejects.toMatchObject({ code: 'media_denied' });
    expect(there.heard).toHaveLength(1);
  }
});

test('what the service refuses is not asked twice', async () => {
  using there = await service(bad(400));
  const person = { name: 'Lena', customId: '1.x', preset: 'fieldroom-guest' } as const;
  await expect(there.kit.addPerson('m1', person)).rejects.toMatchObject({ code: 'media_refused' });
  expect(there.heard).toMatchObject([
    { body: { name: 'Lena', custom_participant_id: '1.x', preset_name: 'fieldroom-guest' } },
  ]);
});

test('whoever is gone already is removed; nobody in a meeting is no reason not to close it', async () => {
  using there = await service(bad(404));
  await there.kit.removePerson('m1', 'p1');
  expect(there.heard.map(({ method }) => method)).toEqual(['DELETE', 'POST']);
  using empty = await service(good({}), bad(404));
  await empty.kit.closeMeeting('m1');
  expect(empty.heard).toMatchObject([{ method: 'PATCH', body: { status: 'INACTIVE' } }, { method: 'POST' }]);
});

test('a recording is read with its times in ms, whatever is not known yet', async () => {
  const found = { id: 'r1', status: 'UPLOADED', download_url: 'https://x.test/1.mp4', file_size: 12, session_id: 'x' };
  using there = await service(
    good({ ...found, started_time: '2026-11-28T10:00:00.000Z', stopped_time: null, recording_duration: 61 }),
    good([{ id: 'r2', status: 'INVOKED', download_url: null }]),
  );
  expect(await there.kit.readRecording('r1')).toEqual({
    id: 'r1',
    status: 'UPLOADED',
    downloadUrl: 'https://x.test/1.mp4',
    fileSize: 12,
    startedAt: Date.UTC(2026, 10, 28, 10),
    stoppedAt: null,
    durationMs: 61_000,
  });
  expect(await there.kit.listRecordings('m1')).toMatchObject([{ id: 'r2', downloadUrl: null, durationMs: null }]);
});
