import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { startRealtime } from '../../dev/realtime/server.ts';
import { iceServersOf } from './ice.ts';
import type { MediaSeat } from './media.ts';
import { createSfu } from './sfu.ts';

// Real forwarding is proven in a browser (test/e2e); here: what is asked of the service, and what becomes of its refusals.
const realtime = await startRealtime({ port: 0, appId: 'app', appSecret: 'secret', patience: 20 });
afterAll(() => realtime.stop());

const account = { apiUrl: realtime.url, appId: 'app', appSecret: 'secret' };
const sfuAt = (change: Partial<typeof account>) => createSfu({ ...account, ...change }, async () => []);
const sfu = sfuAt({});

/** A browser's first offer, shortened: a data channel only. */
const OFFER = [
  'v=0',
  'o=- 1 2 IN IP4 127.0.0.1',
  's=-',
  't=0 0',
  'a=group:BUNDLE 0',
  'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
  'c=IN IP4 0.0.0.0',
  'a=ice-ufrag:abcd',
  'a=ice-pwd:abcdefghijklmnopqrstuvwx',
  `a=fingerprint:sha-256 ${Array.from({ length: 32 }, () => 'AA').join(':')}`,
  'a=setup:actpass',
  'a=mid:0',
  'a=sctp-port:5000',
  '',
].join('\r\n');

test('a first offer makes a media session of its own, and is answered', async () => {
  const [one, two] = await Promise.all([sfu.open(OFFER), sfu.open(OFFER)]);
  expect(one.answer).toContain('webrtc-datachannel');
  expect(one.seat).toEqual({ id: one.seat.id, published: [], followed: [] });
  expect(one.seat.id).not.toBe(two.seat.id);
});

test('what the service refuses is of no use any more', async () => {
  await expect(sfu.open('not an offer')).rejects.toMatchObject({ code: 'media_refused' });
  const gone: MediaSeat = { id: '0'.repeat(32), published: [], followed: [] };
  await expect(sfu.answer(gone, 'v=0')).rejects.toMatchObject({ code: 'media_refused' });
});

test('a transport that is not connected is tried again, and then not available', async () => {
  const { seat } = await sfu.open(OFFER);
  const change = { offer: OFFER, tracks: [{ mid: '1', kind: 'mic' as const }], close: [] };
  await expect(sfu.publish(seat, change)).rejects.toMatchObject({ code: 'media_unavailable' });
});

test('own tracks are ended without an offer, also when they have ended already', async () => {
  const { seat } = await sfu.open(OFFER);
  await sfu.stop(seat, ['1', '2']);
  const gone: MediaSeat = { id: '0'.repeat(32), published: [], followed: [] };
  await expect(sfu.stop(gone, ['1'])).rejects.toMatchObject({ code: 'media_refused' });
});

test('a wrong secret is denied, and a service that is not there is not available', async () => {
  await expect(sfuAt({ appSecret: 'wrong' }).open(OFFER)).rejects.toMatchObject({ code: 'media_denied' });
  await expect(sfuAt({ apiUrl: 'http://127.0.0.1:9/v1' }).open(OFFER)).rejects.toMatchObject({
    code: 'media_unavailable',
  });
});

test('removing never fails, whatever has become of the session', async () => {
  const gone: MediaSeat = { id: '0'.repeat(32), published: [{ mid: '1', kind: 'mic', name: 'x' }], followed: [] };
  await expect(sfu.remove(gone)).resolves.toBeUndefined();
});

/** A service whose answers are scripted, for what no service of ours would say. */
async function saying(answers: [status: number, body: string][]) {
  const asked: { method: string; path: string; body: unknown }[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      asked.push({ method: request.method ?? '', path: request.url ?? '', body: text ? JSON.parse(text) : undefined });
      const [status, body] = answers.shift() ?? [500, '{}'];
      response.writeHead(status).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, asked, stop: () => new Promise((resolve) => server.close(resolve)) };
}
const answered = (tracks: object[], type = 'answer') =>
  JSON.stringify({
    tracks,
    sessionDescription: { type, sdp: 'v=0' },
    requiresImmediateRenegotiation: type === 'offer',
  });

test('a hiccup is not seen, nonsense is', async () => {
  const service = await saying([
    [503, '{"errorCode":"internal_error"}'],
    [201, '{"sessionId":"s"}'],
    [200, answered([])],
    [201, '{"session":1}'],
  ]);
  const sfu = sfuAt({ apiUrl: service.url });
  expect((await sfu.open(OFFER)).seat.id).toBe('s');
  await expect(sfu.open(OFFER)).rejects.toMatchObject({ code: 'media_unavailable' });
  await service.stop();
});

test('ending tracks while adding others spends the offer on the new ones', async () => {
  const service = await saying([
    [200, answered([{ mid: '2' }])],
    [200, '{"tracks":[{"mid":"1"}]}'],
  ]);
  const seat: MediaSeat = { id: 's', published: [{ mid: '1', kind: 'cam', name: 'cam.old' }], followed: [] };
  const change = { offer: OFFER, tracks: [{ mid: '2', kind: 'cam' as const }], close: ['1'] };
  const made = await sfuAt({ apiUrl: service.url }).publish(seat, change);
  expect(made.seat.published).toEqual([{ mid: '2', kind: 'cam', name: expect.stringMatching(/^cam\.[\w-]{40,}$/) }]);
  expect(service.asked.map((one) => one.path.split('/').slice(5).join('/'))).toEqual(['tracks/new', 'tracks/close']);
  expect(service.asked[1]?.body).toEqual({ tracks: [{ mid: '1' }], force: true });
  await service.stop();
});

test('tracks that cannot be had come back as missing, cameras are asked for in the middle layer', async () => {
  const service = await saying([
    [
      200,
      answered(
        [
          { sessionId: 'b', trackName: 'cam.b', mid: '3' },
          { sessionId: 'b', trackName: 'mic.b', errorCode: 'not_found_track_error' },
        ],
        'offer',
      ),
    ],
  ]);
  const seat: MediaSeat = { id: 's', published: [], followed: [] };
  const wanted = ['mic.b', 'cam.b'].map((name) => ({ from: 'b', name }));
  const got = await sfuAt({ apiUrl: service.url }).follow(seat, wanted);
  expect(got).toMatchObject({ offer: 'v=0', missing: [{ name: 'mic.b' }], followed: [{ name: 'cam.b', mid: '3' }] });
  expect(got.seat.followed).toEqual([{ from: 'b', name: 'cam.b', mid: '3' }]);
  const asked = service.asked[0]?.body as { tracks: { simulcast?: { preferredRid: string } }[] };
  expect(asked.tracks.map((track) => track.simulcast?.preferredRid)).toEqual([undefined, 'h']);
  await service.stop();
});

test('ICE servers: none on a developer’s machine, STUN without a TURN key, TURN without port 53 with one', async () => {
  expect(await iceServersOf({ ICE: 'host' })).toEqual([]);
  expect(await iceServersOf({})).toEqual([{ urls: 'stun:stun.cloudflare.com:3478' }]);
  const turn = { urls: ['turn:t:3478?transport=udp', 'turn:t:53?transport=udp'], username: 'u', credential: 'c' };
  const service = await saying([[201, JSON.stringify({ iceServers: [{ urls: ['stun:t:53'] }, turn] })]]);
  const config = { TURN_API_URL: service.url, TURN_KEY_ID: 'k', TURN_KEY_TOKEN: 't' };
  expect(await iceServersOf(config)).toEqual([{ urls: ['turn:t:3478?transport=udp'], username: 'u', credential: 'c' }]);
  await service.stop();
  expect(await iceServersOf(config)).toEqual([{ urls: 'stun:stun.cloudflare.com:3478' }]);
});
