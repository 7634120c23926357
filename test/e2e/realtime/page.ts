import { play, playbackOf } from './playback.ts';
import type { Playback } from './playback.ts';

interface Description {
  type: RTCSdpType;
  sdp: string;
}

interface Answer {
  status: number;
  errorCode?: string;
  sessionId?: string;
  sessionDescription?: Description;
  tracks?: { mid?: string; trackName?: string; errorCode?: string }[];
  dataChannels?: { id?: number; errorCode?: string }[];
}

/** What the test asks of a page with a bare RTCPeerConnection. */
export interface BarePage {
  session: () => string;
  call: (method: string, path: string, body?: object) => Promise<Answer>;
  /** Connects with nothing but a data channel, as the link page does before 'Join'. */
  warm: (change?: (sdp: string) => string) => Promise<string>;
  connectionState: () => string;
  publish: (trackName: string, options?: PublishOptions) => Promise<string>;
  stop: (mid: string) => Promise<Answer>;
  restartIce: (mid: string, trackName: string) => Promise<string>;
  follow: (name: string, from: string, trackName: string, simulcast?: object) => Promise<string>;
  /** Follows by an offer of the page's own, in one request. */
  followByOffer: (name: string, from: string, trackName: string) => Promise<string>;
  /** Publishes by an offer of the stand-in. */
  publishOnRequest: (trackName: string) => Promise<string>;
  playback: (name: string) => Promise<Playback>;
  openChannel: (name: string, request: object) => Promise<number>;
  send: (name: string, text: string) => void;
  heard: (name: string) => string[];
}

interface PublishOptions {
  kind?: 'audio' | 'video';
  codec?: string;
  encodings?: RTCRtpEncodingParameters[];
}

declare global {
  interface Window {
    bare: BarePage;
  }
}

const connection = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
const receivers = new Map<string, RTCRtpReceiver>();
const channels = new Map<string, { channel: RTCDataChannel; heard: string[] }>();
let session = '';

async function call(method: string, path: string, body?: object): Promise<Answer> {
  const response = await fetch(`/partytracks/sessions/${path}`, {
    method,
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, ...((await response.json()) as object) };
}

async function offer(): Promise<Description> {
  await connection.setLocalDescription();
  return { type: 'offer', sdp: connection.localDescription?.sdp ?? '' };
}

async function accept(answer: Answer): Promise<void> {
  const refused = answer.tracks?.find((track) => track.errorCode)?.errorCode ?? answer.errorCode;
  if (!answer.sessionDescription) throw new Error(`${answer.status} ${refused}`);
  await connection.setRemoteDescription(answer.sessionDescription);
  if (refused) throw new Error(refused);
}

async function answerTheirs(asked: Answer): Promise<void> {
  await accept(asked);
  await connection.setLocalDescription();
  const sessionDescription = { type: 'answer', sdp: connection.localDescription?.sdp };
  const answered = await call('PUT', `${session}/renegotiate`, { sessionDescription });
  if (answered.status !== 200) throw new Error(`renegotiate ${answered.status}`);
}

function playMid(name: string, mid: string): void {
  const receiver = connection.getTransceivers().find((transceiver) => transceiver.mid === mid)?.receiver;
  if (!receiver) throw new Error(`no transceiver ${mid}`);
  receivers.set(name, receiver);
  play(name, receiver.track);
}

async function capture(kind: 'audio' | 'video'): Promise<MediaStreamTrack> {
  const wanted = kind === 'audio' ? { audio: true } : { video: { width: 640, height: 360, frameRate: 20 } };
  const [track] = (await navigator.mediaDevices.getUserMedia(wanted)).getTracks();
  if (!track) throw new Error(`no ${kind}`);
  return track;
}

function preferCodec(transceiver: RTCRtpTransceiver, mimeType: string): void {
  const all = RTCRtpReceiver.getCapabilities('video')?.codecs ?? [];
  transceiver.setCodecPreferences(all.filter((codec) => [mimeType, 'video/rtx'].includes(codec.mimeType)));
}

window.bare = {
  session: () => session,
  call,
  warm: async (change) => {
    connection.createDataChannel('server-events');
    session = (await call('POST', 'new')).sessionId ?? '';
    const { type, sdp } = await offer();
    const answer = await call('POST', `${session}/datachannels/establish`, {
      dataChannel: { location: 'remote', dataChannelName: 'server-events' },
      sessionDescription: { type, sdp: change ? change(sdp) : sdp },
    });
    await accept(answer);
    return session;
  },
  connectionState: () => connection.connectionState,
  publish: async (trackName, { kind = 'video', codec, encodings = [{}] } = {}) => {
    const transceiver = connection.addTransceiver(await capture(kind), {
      direction: 'sendonly',
      sendEncodings: encodings,
    });
    if (codec) preferCodec(transceiver, codec);
    const sessionDescription = await offer();
    const tracks = [{ location: 'local', mid: transceiver.mid, trackName }];
    await accept(await call('POST', `${session}/tracks/new`, { sessionDescription, tracks }));
    return transceiver.mid ?? '';
  },
  stop: async (mid) => {
    connection
      .getTransceivers()
      .find((transceiver) => transceiver.mid === mid)
      ?.stop();
    const body = { tracks: [{ mid }], sessionDescription: await offer(), force: false };
    const answer = await call('PUT', `${session}/tracks/close`, body);
    await accept(answer);
    return answer;
  },
  restartIce: async (mid, trackName) => {
    connection.restartIce();
    const sessionDescription = await offer();
    const tracks = [{ location: 'local', mid, trackName }];
    await accept(await call('POST', `${session}/tracks/new`, { sessionDescription, tracks }));
    return connection.remoteDescription?.sdp.match(/a=ice-ufrag:(\S+)/)?.[1] ?? '';
  },
  follow: async (name, from, trackName, simulcast) => {
    const tracks = [{ location: 'remote', sessionId: from, trackName, ...(simulcast ? { simulcast } : {}) }];
    const asked = await call('POST', `${session}/tracks/new`, { tracks });
    await answerTheirs(asked);
    const mid = asked.tracks?.[0]?.mid ?? '';
    playMid(name, mid);
    return mid;
  },
  followByOffer: async (name, from, trackName) => {
    const { mid } = connection.addTransceiver('video', { direction: 'recvonly' });
    const sessionDescription = await offer();
    const newMid = connection.getTransceivers().at(-1)?.mid ?? mid ?? '';
    const tracks = [{ location: 'remote', sessionId: from, trackName, mid: newMid }];
    await accept(await call('POST', `${session}/tracks/new`, { sessionDescription, tracks }));
    playMid(name, newMid);
    return newMid;
  },
  publishOnRequest: async (trackName) => {
    connection.addTrack(await capture('video'));
    const asked = await call('POST', `${session}/tracks/new`, {
      tracks: [{ location: 'local', trackName, kind: 'video' }],
    });
    await answerTheirs(asked);
    return asked.tracks?.[0]?.mid ?? '';
  },
  playback: (name) => {
    const receiver = receivers.get(name);
    if (!receiver) throw new Error(`${name} is not followed`);
    return playbackOf(name, receiver);
  },
  openChannel: async (name, request) => {
    const answer = await call('POST', `${session}/datachannels/new`, { dataChannels: [request] });
    const id = answer.dataChannels?.[0]?.id;
    if (id === undefined) throw new Error(answer.dataChannels?.[0]?.errorCode ?? answer.errorCode ?? 'no id');
    const channel = connection.createDataChannel(name, { negotiated: true, id });
    const heard: string[] = [];
    channel.onmessage = ({ data }) => heard.push(String(data));
    channels.set(name, { channel, heard });
    if (channel.readyState === 'connecting') await new Promise((resolve) => channel.addEventListener('open', resolve));
    return id;
  },
  send: (name, text) => channels.get(name)?.channel.send(text),
  heard: (name) => channels.get(name)?.heard ?? [],
};
document.documentElement.dataset['ready'] = 'yes';
