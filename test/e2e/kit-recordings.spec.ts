import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { Client } from '../../dev/seed/client.ts';
import { holdServiceRecordedMeeting } from '../../dev/seed/recorded-meeting.ts';
import type { Stack } from '../../dev/stack/stack.ts';
import { startStack } from '../../dev/stack/stack.ts';
import type { SessionDetails } from '../../wire/http.ts';
import { openMeeting } from './meeting.ts';

const PORTS = { app: 9807, mailbox: 9808, realtime: 29_808 };

let stack: Stack;
let restore = () => undefined as void;

test.beforeAll(async () => {
  const state = mkdtempSync(join(tmpdir(), 'fieldroom-kit-'));
  stack = await startStack({ state, secrets: join(state, 'secrets.env'), ports: PORTS, media: 'realtimekit' });
  const { FIELDROOM_ORIGIN = '', FIELDROOM_MAILBOX = '' } = process.env;
  Object.assign(process.env, { FIELDROOM_ORIGIN: stack.origin, FIELDROOM_MAILBOX: stack.mailbox });
  restore = () => {
    Object.assign(process.env, { FIELDROOM_ORIGIN, FIELDROOM_MAILBOX });
    rmSync(state, { recursive: true, force: true });
  };
});
test.afterAll(async () => {
  await stack.stop();
  restore();
});

const control = (name: string) => fetch(`${stack.realtime}/__${name}`);

/** A Session that the service has recorded while its webhooks fared like this; its state then. */
async function recordedWhile(...troubles: string[]): Promise<() => Promise<SessionDetails['recording']>> {
  for (const trouble of troubles) await control(trouble);
  const meeting = await openMeeting();
  const { client, session } = meeting;
  await holdServiceRecordedMeeting({
    researcher: client,
    participant: new Client(client.origin),
    session: session.id,
    secret: new URL(await meeting.participantLink()).hash.slice(1),
  });
  return async () => (await client.call<SessionDetails>('GET', `/api/sessions/${session.id}`)).recording;
}

test('webhooks that come twice, in another order and once more change nothing, and the recording is ready once', async () => {
  const recording = await recordedWhile('hold');
  await control('release?reversed=1');
  await control('duplicate');
  await expect.poll(recording, { timeout: 60_000 }).toMatchObject({ status: 'ready' });
  const ready = await recording();
  await control('replay');
  await control('normal');
  expect(await recording()).toEqual(ready);
});

test('without a single webhook, or with none that is signed rightly, no recording is lost', async () => {
  const unheard = await recordedWhile('drop');
  const forged = await recordedWhile('wrong_signature');
  for (const recording of [unheard, forged]) {
    await expect.poll(recording, { timeout: 60_000 }).toMatchObject({ status: 'ready' });
  }
  await control('normal');
});

test('a service that is busy, answers into the void and breaks the download off still hands the recording over', async () => {
  const faults = [
    'fault?path=/recordings&method=POST&status=429&retry_after=1',
    'fault?path=/recordings/&method=PUT&cut=1',
    'fault?path=/downloads&cut=1',
    'fault?path=/downloads&status=503',
  ];
  const recording = await recordedWhile(...faults);
  await expect.poll(recording, { timeout: 90_000 }).toMatchObject({ status: 'ready' });
  await control('heal');
});

test('a recording that the service lost is said to have failed', async () => {
  const recording = await recordedWhile('fail_recordings?count=1');
  await expect.poll(recording, { timeout: 60_000 }).toMatchObject({ status: 'failed' });
});
