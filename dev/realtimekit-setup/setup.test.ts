import { expect, test } from 'vitest';
import { KIT_PRESETS } from '../../worker/media/kit-port.ts';
import { startRealtimeKit } from '../realtimekit/server.ts';
import { callApi } from './api.ts';
import { setUp } from './setup.ts';

const APP = '00000000-0000-4000-8000-000000000001';

async function world() {
  const kit = await startRealtimeKit({ port: 0, accountId: 'local', appId: APP, apiToken: 'token' });
  const wish = {
    apiUrl: kit.url,
    accountId: 'local',
    appId: APP,
    token: 'token',
    origin: 'https://fieldroom.test',
  };
  return {
    kit,
    wish,
    async run(change: Partial<typeof wish> = {}): Promise<string[]> {
      const said: string[] = [];
      await setUp({ ...wish, ...change }, (line) => said.push(line));
      return said;
    },
    [Symbol.asyncDispose]: () => kit.stop(),
  };
}

test('presets and webhook are made once; the second run finds all as it should be', async () => {
  await using there = await world();
  const first = await there.run();
  expect(first.filter((line) => line.endsWith('made.'))).toHaveLength(KIT_PRESETS.length + 1);
  const second = await there.run();
  expect(second.filter((line) => line.endsWith('as it should be.'))).toHaveLength(KIT_PRESETS.length + 1);
  expect(there.kit.service.kit.presets.size).toBe(KIT_PRESETS.length);
  expect(there.kit.service.webhooks.all.size).toBe(1);
});

test('what somebody changed by hand is made right again', async () => {
  await using there = await world();
  await there.run();
  const watcher = [...there.kit.service.kit.presets.values()].find(({ name }) => name === 'fieldroom-watcher');
  const path = `/${APP}/presets/${watcher?.id}`;
  const loosened = { permissions: { media: { audio: { can_produce: 'ALLOWED' } } } };
  await callApi(there.wish, 'loosen it', 'PATCH', path, loosened);
  const [webhook] = there.kit.service.webhooks.all.values();
  await callApi(there.wish, 'turn it off', 'PATCH', `/${APP}/webhooks/${webhook?.id}`, { enabled: false });

  const said = await there.run();
  expect(said.filter((line) => line.endsWith('changed.'))).toEqual([
    'Preset fieldroom-watcher: changed.',
    'Webhook to https://fieldroom.test/api/webhooks/realtimekit: changed.',
  ]);
  expect(watcher?.permissions.media.audio.can_produce).toBe('NOT_ALLOWED');
});

test('a missing right, a wrong token and a wrong app are said plainly, and nothing is changed', async () => {
  await using there = await world();
  there.kit.service.rights = 'none';
  await expect(there.run()).rejects.toThrow(/lacks a right: it may not read presets[^]*may not read recordings/);
  there.kit.service.rights = 'read';
  await expect(there.run()).rejects.toThrow(/may not make the preset fieldroom-researcher. Give it 'Realtime Admin'/);
  there.kit.service.rights = 'edit';
  await expect(there.run({ token: 'another' })).rejects.toThrow(/not a token that Cloudflare knows/);
  await expect(there.run({ appId: '00000000-0000-4000-8000-00000000000f' })).rejects.toThrow(/APP_ID/);
  expect(there.kit.service.kit.presets.size).toBe(0);
});
