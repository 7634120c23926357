import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { Client } from '../../dev/seed/client.ts';
import type { RecordedMeeting } from '../../dev/seed/recorded-meeting.ts';
import { hearRecording, holdServiceRecordedMeeting } from '../../dev/seed/recorded-meeting.ts';
import type { Stack } from '../../dev/stack/stack.ts';
import { startStack } from '../../dev/stack/stack.ts';
import type { NoteRow, RecordingView, SessionDetails } from '../../wire/http.ts';
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

/** The stand-in's recorder fails below 5 s only when it is told to. ms */
const RECORDS = 2_500;
/** Longer than what is rounded away of the service's figures, whole seconds. ms */
const PAUSE = 3_000;

const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const control = (name: string) => fetch(`${stack.realtime}/__${name}`);

/** A Session that the service has recorded while its webhooks fared like this; its state then. */
async function recordedWhile(...troubles: string[]): Promise<() => Promise<SessionDetails['recording']>> {
  for (const trouble of troubles) await control(trouble);
  return (await record()).recording;
}

interface Recorded {
  recording: () => Promise<SessionDetails['recording']>;
  client: Client;
  session: string;
}

/** `openMeeting` takes the Researcher along, who may then do something more while it is recorded. */
async function record(
  during?: (recorded: Recorded, ...in_: Parameters<NonNullable<RecordedMeeting['during']>>) => Promise<void>,
): Promise<Recorded> {
  const meeting = await openMeeting();
  const { client, session } = meeting;
  const recording = async () => (await client.call<SessionDetails>('GET', `/api/sessions/${session.id}`)).recording;
  const recorded: Recorded = { recording, client, session: session.id };
  await holdServiceRecordedMeeting({
    researcher: client,
    participant: new Client(client.origin),
    session: session.id,
    secret: new URL(await meeting.participantLink()).hash.slice(1),
    recordsFor: RECORDS,
    ...(during ? { during: (...visitors) => during(recorded, ...visitors) } : {}),
  });
  return recorded;
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

test('what is noted after a pause stands where the file, which leaves the pause out, shows it', async () => {
  let note: NoteRow | null = null;
  const { recording, client } = await record(async ({ client, session }, host) => {
    host.say({ t: 'recording', do: 'pause' });
    await hearRecording(host, 'paused');
    await later(PAUSE);
    host.say({ t: 'recording', do: 'resume' });
    await hearRecording(host, 'on');
    await later(RECORDS);
    const at = new Date().toISOString();
    note = await client.call<NoteRow>('POST', `/api/sessions/${session}/notes`, { at, text: 'Found it' });
  });
  await expect.poll(recording, { timeout: 60_000 }).toMatchObject({ status: 'ready' });
  const id = (await recording())?.id ?? '';
  const view = await client.call<RecordingView>('GET', `/api/recordings/${id}`);
  const [gap] = view.gaps;
  expect(gap).toMatchObject({ why: 'paused', toMs: gap?.fromMs });
  expect(gap?.cutMs).toBeGreaterThan(PAUSE / 2);
  const since = Date.parse((note as NoteRow | null)?.at ?? '') - Date.parse(view.zeroAt);
  expect(view.notes.map(({ atMs }) => atMs)).toEqual([Math.min(since - (gap?.cutMs ?? 0), view.durationMs ?? 0)]);
  expect(gap?.fromMs).toBeLessThan(view.notes[0]?.atMs ?? 0);
});

test('a recording that the service lost is said to have failed', async () => {
  const recording = await recordedWhile('fail_recordings?count=1');
  await expect.poll(recording, { timeout: 60_000 }).toMatchObject({ status: 'failed' });
});
