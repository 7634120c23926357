import { verify } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import type { Received, Standin } from '../../test/harness/realtimekit.ts';
import { APP, openMeeting, startReceiver, startStandin } from '../../test/harness/realtimekit.ts';

const EVENTS = ['meeting.started', 'meeting.participantJoined', 'meeting.participantLeft', 'meeting.ended'];

/** A stand-in with one webhook, and somebody who may join. */
async function withWebhook(
  run: (world: {
    standin: Standin;
    received: Received[];
    participant: string;
    events: () => string[];
  }) => Promise<void>,
  statuses: number[] = [],
): Promise<void> {
  const [standin, receiver] = [await startStandin(), await startReceiver(statuses)];
  try {
    await standin.call('POST', `${APP}/webhooks`, { name: 'All', url: receiver.url, events: EVENTS });
    const { participant } = await openMeeting(standin);
    const events = () => receiver.received.map(({ body }) => (JSON.parse(body) as { event: string }).event);
    await run({ standin, received: receiver.received, participant, events });
  } finally {
    await standin.stop();
    await receiver.stop();
  }
}

async function isSigned(standin: Standin, { headers, body }: Received): Promise<boolean> {
  const { data } = (await (await fetch(standin.keyUrl)).json()) as { data: { publicKey: string } };
  const signature = Buffer.from(String(headers['rtk-signature']), 'base64');
  return verify('sha256', Buffer.from(body), data.publicKey, signature);
}

test('what happens is told, signed, to whoever asked for it', async () => {
  await withWebhook(async ({ standin, received, participant, events }) => {
    const { peer } = await standin.control(`join?participant=${participant}`);
    await standin.control(`leave?peer=${String(peer)}`);
    await vi.waitFor(() => expect(events().sort()).toEqual([...EVENTS].sort()));
    const joined = received.find(({ body }) => body.includes('participantJoined'));
    expect(JSON.parse(joined?.body ?? '')).toMatchObject({
      participant: { peerId: peer, userDisplayName: 'Ada', customParticipantId: 'seat-1' },
    });
    for (const one of received) expect(await isSigned(standin, one)).toBe(true);
    expect(new Set(received.map(({ headers }) => headers['rtk-uuid'])).size).toBe(4);
  });
});

test('a delivery is tried again under its id after a 5xx, and not after a 4xx', async () => {
  await withWebhook(
    async ({ standin, received, participant }) => {
      await standin.control(`join?participant=${participant}`);
      await vi.waitFor(async () => {
        const { deliveries } = await standin.control('stats');
        expect(deliveries).toMatchObject([
          { event: 'meeting.started', state: 'delivered', answers: [503, 200] },
          { event: 'meeting.participantJoined', state: 'failed', answers: [400] },
        ]);
      });
      const uuids = received
        .filter(({ body }) => body.includes('meeting.started'))
        .map((one) => one.headers['rtk-uuid']);
      expect(new Set(uuids).size).toBe(1);
    },
    [503, 400],
  );
});

test('a delivery that nothing answers is given up after its last attempt', async () => {
  const standin = await startStandin();
  await standin.call('POST', `${APP}/webhooks`, {
    name: 'Gone',
    url: 'http://127.0.0.1:9/',
    events: ['meeting.started'],
  });
  const { participant } = await openMeeting(standin);
  await standin.control(`join?participant=${participant}`);
  await vi.waitFor(async () =>
    expect((await standin.control('stats'))['deliveries']).toMatchObject([
      { state: 'failed', answers: [null, null, null] },
    ]),
  );
  await standin.stop();
});

test('on demand deliveries are held, and released the other way round', async () => {
  await withWebhook(async ({ standin, participant, events }) => {
    await standin.control('hold');
    await standin.control(`join?participant=${participant}`);
    expect(events()).toEqual([]);
    expect(await standin.control('release?reversed=1')).toEqual({ released: 2 });
    await vi.waitFor(() => expect(events()).toHaveLength(2));
  });
});

test('on demand each delivery comes twice, or not at all', async () => {
  await withWebhook(async ({ standin, received, participant }) => {
    await standin.control('duplicate');
    const { peer } = await standin.control(`join?participant=${participant}`);
    await vi.waitFor(() => expect(received).toHaveLength(4));
    expect(new Set(received.map(({ headers }) => headers['rtk-uuid'])).size).toBe(2);
    await standin.control('drop');
    await standin.control(`leave?peer=${String(peer)}`);
    const { deliveries } = await standin.control('stats');
    expect(deliveries).toMatchObject([{}, {}, { event: 'meeting.participantLeft', state: 'dropped' }]);
  });
});

test('on demand the signature is by another key, and an old delivery comes again', async () => {
  await withWebhook(async ({ standin, received, participant }) => {
    await standin.control('wrong_signature');
    await standin.control(`join?participant=${participant}`);
    await vi.waitFor(() => expect(received).toHaveLength(2));
    for (const one of received) expect(await isSigned(standin, one)).toBe(false);
    await standin.control('normal');
    expect(await standin.control('replay?event=meeting.started')).toEqual({ sent: 1 });
    await vi.waitFor(() => expect(received).toHaveLength(3));
  });
});

test('a webhook is changed, switched off and deleted', async () => {
  const { call, stop } = await startStandin();
  const body = { name: 'All', url: 'https://example.com/hook', events: ['recording.statusUpdate'] };
  const { data } = await call('POST', `${APP}/webhooks`, body);
  const path = `${APP}/webhooks/${String(data['id'])}`;
  expect((await call('PATCH', path, { enabled: false })).data).toMatchObject({ ...body, enabled: false });
  expect((await call('PUT', path, body)).data).toMatchObject({ enabled: true });
  expect((await call('POST', `${APP}/webhooks`, { ...body, events: ['meeting.sneezed'] })).status).toBe(400);
  expect((await call('DELETE', path)).status).toBe(200);
  expect((await call('GET', `${APP}/webhooks`)).data).toEqual([]);
  await stop();
});
