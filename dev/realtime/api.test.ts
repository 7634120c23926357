import { afterAll, expect, test } from 'vitest';
import { startRealtime } from './server.ts';

const realtime = await startRealtime({ port: 0, appId: 'app', appSecret: 'secret', patience: 50 });
afterAll(() => realtime.stop());

interface Answer {
  status: number;
  errorCode?: string;
  errorDescription?: string;
  sessionId?: string;
  requiresImmediateRenegotiation?: boolean;
  sessionDescription?: { type: string; sdp: string };
  tracks?: { mid?: string; errorCode?: string }[];
  dataChannels?: { id?: number; errorCode?: string }[];
}

async function call(
  method: string,
  path: string,
  body?: unknown,
  secret = 'secret',
  url = realtime.url,
): Promise<Answer> {
  const response = await fetch(`${url}/apps/${path}`, {
    method,
    headers: { authorization: `Bearer ${secret}` },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: response.status, ...((await response.json()) as object) };
}

async function openSession(): Promise<string> {
  const { sessionId } = await call('POST', 'app/sessions/new');
  return `app/sessions/${sessionId}`;
}

const TRANSPORT = [
  'a=ice-ufrag:abcd',
  'a=ice-pwd:abcdefghijklmnopqrstuvwx',
  'a=fingerprint:sha-256 AA:BB',
  'a=setup:actpass',
];

function offer(...sections: string[][]): { type: 'offer'; sdp: string } {
  return { type: 'offer', sdp: ['v=0', 'o=- 1 1 IN IP4 0.0.0.0', 's=-', 't=0 0', ...sections.flat(), ''].join('\r\n') };
}

const data = (mid: string): string[] => [
  'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
  `a=mid:${mid}`,
  ...TRANSPORT,
];
const audio = (mid: string, direction = 'sendonly', port = 9): string[] => [
  `m=audio ${port} UDP/TLS/RTP/SAVPF 111`,
  `a=mid:${mid}`,
  `a=${direction}`,
  'a=rtpmap:111 opus/48000/2',
  ...TRANSPORT,
];

const microphone = (mid: string, trackName = 'mic'): object => ({ location: 'local', mid, trackName });
const SERVER_EVENTS = { location: 'remote', dataChannelName: 'server-events' };

test('an unknown app is not found, a wrong secret is not accepted', async () => {
  expect(await call('POST', 'other/sessions/new')).toMatchObject({ status: 404, errorCode: 'not_found' });
  expect(await call('POST', 'app/sessions/new', undefined, 'guess')).toMatchObject({
    status: 401,
    errorCode: 'unauthorized',
  });
});

test('a session is made without a body, and its first read is empty', async () => {
  const made = await call('POST', 'app/sessions/new?thirdparty=false&correlationId=me');
  expect(made).toMatchObject({ status: 201 });
  expect(made.sessionId).toMatch(/^[0-9a-f]{32}$/);
  expect(await call('GET', `app/sessions/${made.sessionId}`)).toEqual({ status: 200, tracks: [], dataChannels: [] });
});

test('a session that is unknown or over is gone', async () => {
  const gone = { status: 410, errorCode: 'session_error' };
  expect(await call('GET', 'app/sessions/ffffffffffffffffffffffffffffffff')).toMatchObject(gone);
  expect(await call('POST', 'app/sessions/nonsense/tracks/new', { tracks: [] })).toMatchObject(gone);
});

test.each([
  ['a body that is not JSON', '{'],
  ['no body', undefined],
  ['an unknown field', { tracks: [], speed: 1 }],
  ['an unknown field of a track', { tracks: [{ ...microphone('0'), colour: 'red' }] }],
  ['a wrong location', { tracks: [{ location: 'here', trackName: 'mic' }] }],
  ['a mid that is a number', { tracks: [{ location: 'local', mid: 0, trackName: 'mic' }] }],
  ['tracks that are no list', { tracks: {} }],
  ['a description without a type', { sessionDescription: { sdp: 'v=0' }, tracks: [] }],
  ['an unknown fallback', { tracks: [{ location: 'remote', simulcast: { ridNotAvailable: 'any' } }] }],
])('tracks/new refuses %s with 400', async (_what, body) => {
  const answer = await call('POST', `${await openSession()}/tracks/new`, body);
  expect(answer).toMatchObject({ status: 400, errorCode: 'decoding_error' });
  expect(answer.errorDescription).toBeTypeOf('string');
});

test.each([
  ['nothing to do', { tracks: [] }],
  [
    'local and remote tracks at once',
    { tracks: [microphone('0'), { location: 'remote', sessionId: 'x', trackName: 'y' }] },
  ],
  ['a remote track without its session', { tracks: [{ location: 'remote', trackName: 'y' }] }],
  ['a track without a name', { tracks: [{ location: 'local', kind: 'audio' }] }],
  ['a track of unknown kind when there is no offer', { tracks: [microphone('0')] }],
  ['autoDiscover without an offer', { autoDiscover: true }],
  [
    '65 tracks',
    { tracks: Array.from({ length: 65 }, (_, index) => ({ ...microphone('0', `t${index}`), kind: 'audio' })) },
  ],
])('tracks/new refuses %s with 406', async (_what, body) => {
  expect(await call('POST', `${await openSession()}/tracks/new`, body)).toMatchObject({
    status: 406,
    errorCode: 'invalid_params',
  });
});

test('a body of more than a megabyte is too large', async () => {
  const body = { tracks: [], sessionDescription: { type: 'offer', sdp: 'x'.repeat(1_100_000) } };
  expect(await call('POST', `${await openSession()}/tracks/new`, body)).toMatchObject({
    status: 413,
    errorCode: 'payload_too_large',
  });
});

test('an offered track is published, one at a mid that does not exist is an error of its own', async () => {
  const session = await openSession();
  const body = { sessionDescription: offer(audio('0')), tracks: [microphone('0'), microphone('7', 'other')] };
  const answer = await call('POST', `${session}/tracks/new`, body);
  expect(answer).toMatchObject({
    status: 200,
    requiresImmediateRenegotiation: false,
    sessionDescription: { type: 'answer' },
  });
  expect(answer.tracks).toEqual([
    { mid: '0', trackName: 'mic' },
    expect.objectContaining({ mid: '7', errorCode: 'invalid_session_description' }),
  ]);
  expect((await call('GET', session)).tracks).toEqual([
    { location: 'local', mid: '0', trackName: 'mic', status: 'active' },
  ]);
});

test('autoDiscover publishes all that is offered, under new names', async () => {
  const body = {
    autoDiscover: true,
    sessionDescription: offer(audio('0'), audio('1', 'recvonly'), audio('2', 'sendrecv')),
  };
  const answer = await call('POST', `${await openSession()}/tracks/new`, body);
  expect(answer.tracks?.map(({ mid }) => mid)).toEqual(['0', '2']);
});

test('what needs a connection waits for it, then says that it is too early', async () => {
  const session = await openSession();
  await call('POST', `${session}/tracks/new`, { sessionDescription: offer(audio('0')), tracks: [microphone('0')] });
  const next = { sessionDescription: offer(audio('0'), audio('1')), tracks: [microphone('1', 'second')] };
  const early = { status: 425, errorCode: 'session_error' };
  expect(await call('POST', `${session}/tracks/new`, next)).toMatchObject(early);
  const channels = { dataChannels: [{ location: 'local', dataChannelName: 'chat' }] };
  expect(await call('POST', `${session}/datachannels/new`, channels)).toMatchObject(early);
});

test('a second negotiation while one is under way is refused', async () => {
  const session = await openSession();
  await call('POST', `${session}/tracks/new`, { sessionDescription: offer(audio('0')), tracks: [microphone('0')] });
  const next = { sessionDescription: offer(audio('0'), audio('1')), tracks: [microphone('1', 'second')] };
  const answers = await Promise.all([
    call('POST', `${session}/tracks/new`, next),
    call('POST', `${session}/tracks/new`, next),
  ]);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([406, 425]));
});

test('while an offer waits for its answer, only the answer is taken', async () => {
  const session = await openSession();
  const asked = await call('POST', `${session}/datachannels/establish`, { dataChannel: SERVER_EVENTS });
  expect(asked).toMatchObject({
    status: 200,
    requiresImmediateRenegotiation: true,
    sessionDescription: { type: 'offer' },
  });
  const refused = { status: 406, errorCode: 'invalid_session_description' };
  const publish = { sessionDescription: offer(audio('0')), tracks: [microphone('0')] };
  expect(await call('POST', `${session}/tracks/new`, publish)).toMatchObject(refused);
  expect(await call('PUT', `${session}/renegotiate`, { sessionDescription: offer(data('0')) })).toMatchObject(refused);
  const wrong = { sessionDescription: { ...offer(data('0'), audio('1')), type: 'answer' } };
  expect(await call('PUT', `${session}/renegotiate`, wrong)).toMatchObject(refused);
  const right = { sessionDescription: { ...offer(data('0')), type: 'answer' } };
  expect(await call('PUT', `${session}/renegotiate`, right)).toEqual({ status: 200 });
  expect(await call('PUT', `${session}/renegotiate`, right)).toMatchObject(refused);
});

test('the transport for data channels is established once, by the reserved channel only', async () => {
  const session = await openSession();
  const body = { dataChannel: SERVER_EVENTS, sessionDescription: offer(data('0')) };
  const other = { ...body, dataChannel: { location: 'remote', dataChannelName: 'chat' } };
  expect(await call('POST', `${session}/datachannels/establish`, other)).toMatchObject({
    status: 406,
    errorCode: 'invalid_params',
  });
  expect(await call('POST', `${session}/datachannels/establish`, body)).toMatchObject({
    status: 200,
    requiresImmediateRenegotiation: false,
    dataChannel: { dataChannelName: 'server-events', id: 0 },
    sessionDescription: { type: 'answer' },
  });
  expect(await call('POST', `${session}/datachannels/establish`, body)).toMatchObject({
    status: 400,
    errorCode: 'decoding_error',
  });
  expect((await call('GET', session)).dataChannels).toEqual([{ ...SERVER_EVENTS, id: 0, status: 'initializing' }]);
});

test('an offer without a data section establishes nothing', async () => {
  const body = { dataChannel: SERVER_EVENTS, sessionDescription: offer(audio('0')) };
  const answer = await call('POST', `${await openSession()}/datachannels/establish`, body);
  expect(answer).toMatchObject({ status: 400, errorCode: 'decoding_error' });
});

test('a follower of nobody, and of one who sends nothing, is told so track by track', async () => {
  const publisher = await openSession();
  await call('POST', `${publisher}/tracks/new`, { sessionDescription: offer(audio('0')), tracks: [microphone('0')] });
  const from = publisher.split('/').at(-1) ?? '';
  const tracks = [
    { location: 'remote', sessionId: from, trackName: 'mic' },
    { location: 'remote', sessionId: from, trackName: 'camera' },
  ];
  const answer = await call('POST', `${await openSession()}/tracks/new`, { tracks });
  expect(answer).toMatchObject({ status: 200, requiresImmediateRenegotiation: false });
  expect(answer.sessionDescription).toBeUndefined();
  expect(answer.tracks?.map(({ errorCode }) => errorCode)).toEqual(['empty_track_error', 'not_found_track_error']);
});

test("remote tracks may come with the browser's own offer, which is answered at once, also for tracks that cannot be had", async () => {
  const publisher = await openSession();
  await call('POST', `${publisher}/tracks/new`, { sessionDescription: offer(audio('0')), tracks: [microphone('0')] });
  const from = publisher.split('/').at(-1) ?? '';
  const answer = await call('POST', `${await openSession()}/tracks/new`, {
    sessionDescription: offer(audio('0', 'recvonly'), audio('1', 'recvonly')),
    tracks: ['mic', 'camera'].map((trackName, index) => ({
      location: 'remote',
      sessionId: from,
      trackName,
      mid: String(index),
    })),
  });
  expect(answer).toMatchObject({
    status: 200,
    requiresImmediateRenegotiation: false,
    sessionDescription: { type: 'answer' },
  });
  expect(answer.tracks?.map(({ errorCode }) => errorCode)).toEqual(['empty_track_error', 'not_found_track_error']);
});

test('a track is closed by force once, and stays listed as inactive', async () => {
  const session = await openSession();
  await call('POST', `${session}/tracks/new`, { sessionDescription: offer(audio('0')), tracks: [microphone('0')] });
  const close = { tracks: [{ mid: '0' }], force: true };
  expect(await call('PUT', `${session}/tracks/close`, close)).toEqual({
    status: 200,
    requiresImmediateRenegotiation: false,
    tracks: [{ mid: '0' }],
  });
  expect((await call('PUT', `${session}/tracks/close`, close)).tracks).toEqual([
    { mid: '0', errorCode: 'close_track_error', errorDescription: "Track doesn't exist or was already closed" },
  ]);
  expect((await call('GET', session)).tracks).toEqual([
    { location: 'local', mid: '0', trackName: 'mic', status: 'inactive' },
  ]);
});

test('a close without force needs an offer, and both fields are required', async () => {
  const session = await openSession();
  const missing = { tracks: [{ mid: '0' }], force: false };
  expect(await call('PUT', `${session}/tracks/close`, missing)).toMatchObject({
    status: 406,
    errorCode: 'invalid_params',
  });
  expect(await call('PUT', `${session}/tracks/close`, { tracks: [{ mid: '0' }] })).toMatchObject({ status: 400 });
});

test('a stopped m-line comes back under a new mid, a living one may not change its mid', async () => {
  const session = await openSession();
  await call('POST', `${session}/tracks/new`, {
    sessionDescription: offer(audio('0'), audio('1')),
    tracks: [microphone('0')],
  });
  const close = (...sections: string[][]): Promise<Answer> =>
    call('PUT', `${session}/tracks/close`, {
      tracks: [{ mid: '0' }],
      sessionDescription: offer(...sections),
      force: false,
    });
  expect((await close(audio('9'), audio('1'))).status).toBe(406);
  const stopped = await close(audio('0', 'inactive', 0), audio('1'));
  expect(stopped.sessionDescription?.sdp).toContain('m=audio 0 ');
  const reused = await close(audio('2'), audio('1'));
  expect(reused.sessionDescription?.sdp).toContain('a=group:BUNDLE 2 1');
});

test('updates and closes of what is not there are told item by item', async () => {
  const session = await openSession();
  const update = { tracks: [{ mid: '3', simulcast: { preferredRid: 'h' } }] };
  expect((await call('PUT', `${session}/tracks/update`, update)).tracks?.[0]?.errorCode).toBe('update_track_error');
  const close = { dataChannels: [{ id: 5 }] };
  expect((await call('PUT', `${session}/datachannels/close`, close)).dataChannels?.[0]?.errorCode).toBe(
    'close_track_error',
  );
});

test('a push that we offer asks the browser to send', async () => {
  const body = { tracks: [{ location: 'local', trackName: 'mic', kind: 'audio', bidirectionalMediaStream: true }] };
  const answer = await call('POST', `${await openSession()}/tracks/new`, body);
  expect(answer).toMatchObject({ requiresImmediateRenegotiation: true, tracks: [{ mid: '0', trackName: 'mic' }] });
  expect(answer.sessionDescription?.sdp).toContain('a=sendrecv');
});

test('a track that sends nothing is collected, and its session says so', async () => {
  const impatient = await startRealtime({ port: 0, appId: 'app', appSecret: 'secret', idleAfter: 100 });
  try {
    const ask = (method: string, path: string, body?: object) => call(method, path, body, 'secret', impatient.url);
    const { sessionId } = await ask('POST', 'app/sessions/new');
    const session = `app/sessions/${sessionId}`;
    const body = { sessionDescription: offer(audio('0')), tracks: [microphone('0')] };
    expect(await ask('POST', `${session}/tracks/new`, body)).toMatchObject({ status: 200 });
    const inactive = [{ location: 'local', mid: '0', trackName: 'mic', status: 'inactive' }];
    await expect.poll(async () => (await ask('GET', session)).tracks, { timeout: 10_000 }).toEqual(inactive);
  } finally {
    await impatient.stop();
  }
});
