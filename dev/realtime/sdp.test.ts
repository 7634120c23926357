import { expect, test } from 'vitest';
import { ApiError } from './errors.ts';
import { buildSdp } from './sdp-build.ts';
import { parseSdp } from './sdp-parse.ts';
import type { Line, MediaLine } from './lines.ts';

/** What Chromium writes, shortened to what is read. */
const OFFER = [
  'v=0',
  'o=- 1 2 IN IP4 127.0.0.1',
  's=-',
  't=0 0',
  'a=group:BUNDLE 0 1 2',
  'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
  'a=mid:0',
  'a=ice-ufrag:abcd',
  'a=fingerprint:sha-256 AA:BB',
  'a=sctp-port:5000',
  'a=max-message-size:262144',
  'm=audio 9 UDP/TLS/RTP/SAVPF 63 111 0',
  'a=mid:1',
  'a=ice-ufrag:abcd',
  'a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level',
  'a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid',
  'a=sendonly',
  'a=rtpmap:63 red/48000/2',
  'a=fmtp:63 111/111',
  'a=rtpmap:111 opus/48000/2',
  'a=fmtp:111 minptime=10;useinbandfec=1',
  'a=rtpmap:0 PCMU/8000',
  'a=ssrc:1234 cname:x',
  'm=video 0 UDP/TLS/RTP/SAVPF 96 97 103 104 107',
  'a=mid:2',
  'a=bundle-only',
  'a=extmap:10 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id',
  'a=extmap:99 urn:unknown:thing',
  'a=recvonly',
  'a=rtpmap:96 VP8/90000',
  'a=rtpmap:97 rtx/90000',
  'a=fmtp:97 apt=96',
  'a=rtpmap:103 H264/90000',
  'a=fmtp:103 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42001f',
  'a=rtpmap:104 rtx/90000',
  'a=fmtp:104 apt=103',
  'a=rtpmap:107 H264/90000',
  'a=fmtp:107 level-asymmetry-allowed=1;packetization-mode=0;profile-level-id=42001f',
  'a=rid:h send',
  'a=rid:l send',
  'a=simulcast:send h;l',
  '',
].join('\r\n');

const CONTEXT = {
  id: 7,
  version: 3,
  ice: { ufrag: 'local', password: 'secret' },
  fingerprint: { algorithm: 'sha-256', value: 'CC:DD' },
  addresses: ['127.0.0.1'],
  port: 4000,
  transportCc: false,
};

function mediaLine(change: Partial<MediaLine>): MediaLine {
  return {
    kind: 'video',
    mid: '2',
    rejected: false,
    remoteDirection: 'sendonly',
    receives: true,
    bidirectional: false,
    codecs: parseSdp(OFFER).sections[2]?.codecs ?? [],
    extensions: { mid: 4 },
    sendRids: [],
    ssrcs: [],
    track: null,
    subscription: null,
    ended: null,
    ...change,
  };
}

test('an offer is read section by section', () => {
  const [data, audio, video] = parseSdp(OFFER).sections;
  expect(data).toMatchObject({ kind: 'application', mid: '0', ufrag: 'abcd', sctpPort: 5000, maxMessageSize: 262_144 });
  expect(data?.fingerprint).toEqual({ algorithm: 'sha-256', value: 'AA:BB' });
  expect(audio).toMatchObject({ kind: 'audio', mid: '1', direction: 'sendonly', ssrcs: [1234], rejected: false });
  expect(audio?.extensions).toEqual({ audioLevel: 1, mid: 4 });
  expect(video).toMatchObject({
    kind: 'video',
    mid: '2',
    direction: 'recvonly',
    sendRids: ['h', 'l'],
    rejected: false,
  });
});

test('codecs that are not forwarded are left out, the others keep their order and retransmission format', () => {
  const [, audio, video] = parseSdp(OFFER).sections;
  expect(audio?.codecs.map((codec) => [codec.key, codec.payloadType])).toEqual([
    ['opus', 111],
    ['pcmu', 0],
  ]);
  expect(video?.codecs.map((codec) => [codec.key, codec.payloadType, codec.rtxPayloadType])).toEqual([
    ['vp8', 96, 97],
    ['h264-4200', 103, 104],
  ]);
});

test.each([
  ['', 'v=0'],
  ['hello', 'v=0'],
  ['v=0\r\ns=-\r\n', 'no media sections'],
  ['v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0\r\n', 'a=mid'],
  ['v=0\r\nm=text 9 RTP/AVP 98\r\na=mid:0\r\n', 'unknown kind'],
])('%j is refused as an invalid session description', (sdp, reason) => {
  expect(() => parseSdp(sdp)).toThrow(ApiError);
  expect(() => parseSdp(sdp)).toThrow(reason);
});

test('an answer takes simulcast where it was offered, and is passive and ICE-lite', () => {
  const lines: Line[] = [
    { kind: 'application', mid: '0', rejected: false },
    mediaLine({ sendRids: ['h', 'l'], extensions: { mid: 4, rid: 10 } }),
  ];
  const sdp = buildSdp('answer', lines, CONTEXT);
  expect(sdp).toContain('a=group:BUNDLE 0 2');
  expect(sdp).toContain('a=ice-lite');
  expect(sdp).toContain('a=setup:passive');
  expect(sdp).toContain('a=candidate:1 1 udp 2130706431 127.0.0.1 4000 typ host');
  expect(sdp).toContain('a=recvonly');
  expect(sdp).toContain('a=simulcast:recv h;l');
  expect(sdp).toContain('a=extmap:10 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id');
  expect(sdp).toContain('a=rtcp-fb:96 goog-remb');
  expect(sdp).not.toContain('transport-cc');
});

test('a section without use is inactive, a stopped one has port 0 and is out of the BUNDLE', () => {
  const sdp = buildSdp('offer', [mediaLine({ receives: false }), mediaLine({ mid: '3', rejected: true })], CONTEXT);
  expect(sdp).toContain('a=group:BUNDLE 2\r\n');
  expect(sdp).toContain('a=setup:actpass');
  expect(sdp).toContain('m=video 0 UDP/TLS/RTP/SAVPF');
  expect(parseSdp(sdp).sections.map(({ mid, direction, rejected }) => [mid, direction, rejected])).toEqual([
    ['2', 'inactive', false],
    ['3', 'inactive', true],
  ]);
});
