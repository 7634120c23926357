/**
 * The limit: a page without product, framework or style that does the same on the same stand-in. `#publish` shows a camera and a
 * microphone; `#<media session>` warms its transport, shows 'Join', and on the click follows the two.
 */
const API = '/partytracks/sessions';

export interface Answer {
  sessionId: string;
  sessionDescription: RTCSessionDescriptionInit;
}

async function call(method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(`${API}/${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  return (await response.json()) as Answer;
}

async function offerOf(pc: RTCPeerConnection): Promise<RTCSessionDescriptionInit> {
  await pc.setLocalDescription();
  return { type: 'offer', sdp: pc.localDescription?.sdp ?? '' };
}

async function warm(): Promise<{ pc: RTCPeerConnection; id: string }> {
  const pc = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
  pc.createDataChannel('server-events');
  const { sessionId } = await call('POST', 'new');
  const { sessionDescription } = await call('POST', `${sessionId}/datachannels/establish`, {
    dataChannel: { location: 'remote', dataChannelName: 'server-events' },
    sessionDescription: await offerOf(pc),
  });
  await pc.setRemoteDescription(sessionDescription);
  return { pc, id: sessionId };
}

async function publish(): Promise<void> {
  const { pc, id } = await warm();
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: true,
    video: { width: 640, height: 360, frameRate: 24 },
  });
  const transceivers = stream.getTracks().map((track) => pc.addTransceiver(track, { direction: 'sendonly' }));
  const sessionDescription = await offerOf(pc);
  const tracks = transceivers.map(({ mid, sender }) => ({ location: 'local', mid, trackName: sender.track?.kind }));
  const answer = await call('POST', `${id}/tracks/new`, { sessionDescription, tracks });
  await pc.setRemoteDescription(answer.sessionDescription);
  document.body.dataset['publishes'] = id;
}

async function follow(from: string): Promise<void> {
  const { pc, id } = await warm();
  const button = document.createElement('button');
  button.textContent = 'Join';
  button.onclick = () => void join();
  document.body.append(button);

  async function join(): Promise<void> {
    pc.ontrack = ({ track }) => {
      const media = document.createElement(track.kind === 'video' ? 'video' : 'audio');
      media.autoplay = true;
      media.muted = track.kind === 'video';
      media.srcObject = new MediaStream([track]);
      document.body.append(media);
    };
    const tracks = ['audio', 'video'].map((trackName) => ({ location: 'remote', sessionId: from, trackName }));
    const { sessionDescription } = await call('POST', `${id}/tracks/new`, { tracks });
    await pc.setRemoteDescription(sessionDescription);
    await pc.setLocalDescription();
    await call('PUT', `${id}/renegotiate`, { sessionDescription: { type: 'answer', sdp: pc.localDescription?.sdp } });
  }
}

const wanted = location.hash.slice(1);
document.documentElement.dataset['ready'] = 'yes';
await (wanted === 'publish' ? publish() : follow(wanted));
