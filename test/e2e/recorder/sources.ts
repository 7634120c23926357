import type { RecorderTile, RecorderVoice } from '../../../web/room/recorder/ports.ts';

/** How long flash and beep last, and how often they come, seconds. */
const ON = 0.1;
const EVERY = 1;
/** A beep is scheduled this long before it sounds, seconds. */
const AHEAD = 0.02;

export interface Sources {
  tiles: RecorderTile[];
  voices: RecorderVoice[];
}

/** Three people: a white flash with a beep every second, the fake camera and microphone, and a loopback call of that camera and the beep. */
export async function openSources(): Promise<Sources> {
  const own = await navigator.mediaDevices.getUserMedia({ video: { width: 640, height: 360 }, audio: true });
  const { flash, beep } = flashAndBeep();
  const remote = await loopback(own.getVideoTracks()[0] ?? null, beep);
  return {
    tiles: [
      { id: '1:cam', kind: 'cam', name: 'Rosa Flash', track: flash },
      { id: '2:cam', kind: 'cam', name: 'Mateo Camera', track: own.getVideoTracks()[0] ?? null },
      { id: '3:cam', kind: 'cam', name: 'Ines Remote', track: remote.video },
    ],
    voices: [
      { id: '1:mic', track: beep },
      { id: '2:mic', track: own.getAudioTracks()[0] ?? beep },
      { id: '3:mic', track: remote.audio ?? beep },
    ],
  };
}

/** A tone that never stops, however seldom the page's timers come. */
export function openHum(): MediaStreamTrack {
  const context = new AudioContext({ sampleRate: 48_000 });
  const out = new MediaStreamAudioDestinationNode(context);
  const tone = new OscillatorNode(context, { frequency: 300 });
  tone.connect(new GainNode(context, { gain: 0.3 })).connect(out);
  tone.start();
  const [track] = out.stream.getAudioTracks();
  if (!track) throw new Error('no hum');
  return track;
}

function flashAndBeep(): { flash: MediaStreamTrack; beep: MediaStreamTrack } {
  const context = new AudioContext({ sampleRate: 48_000 });
  const tone = new OscillatorNode(context, { frequency: 1000 });
  const gain = new GainNode(context, { gain: 0 });
  const out = new MediaStreamAudioDestinationNode(context);
  tone.connect(gain).connect(out);
  tone.start();

  const canvas = document.createElement('canvas');
  canvas.width = 640;
  canvas.height = 360;
  document.body.append(canvas);
  const drawing = canvas.getContext('2d');
  const [flash] = canvas.captureStream(30).getVideoTracks();
  const [beep] = out.stream.getAudioTracks();
  if (!drawing || !flash || !beep) throw new Error('no flash, no beep');
  let next = Math.ceil(context.currentTime) + 1;
  let scheduled = 0;
  setInterval(() => {
    const now = context.currentTime;
    if (now + AHEAD >= next && scheduled !== next) {
      gain.gain.setValueAtTime(0.8, next);
      gain.gain.setValueAtTime(0, next + ON);
      scheduled = next;
    }
    if (now >= next + ON) next += EVERY;
    const colour = now >= next && now < next + ON ? '#ffffff' : '#806040';
    if (drawing.fillStyle === colour) return;
    drawing.fillStyle = colour;
    drawing.fillRect(0, 0, canvas.width, canvas.height);
  }, 4);
  return { flash, beep };
}

/** The same tracks as another browser would see them: through a real RTCPeerConnection. */
async function loopback(video: MediaStreamTrack | null, audio: MediaStreamTrack) {
  const near = new RTCPeerConnection();
  const far = new RTCPeerConnection();
  near.onicecandidate = ({ candidate }) => void far.addIceCandidate(candidate ?? undefined);
  far.onicecandidate = ({ candidate }) => void near.addIceCandidate(candidate ?? undefined);
  const tracks: MediaStreamTrack[] = [];
  far.ontrack = ({ track }) => tracks.push(track);
  if (video) near.addTrack(video);
  near.addTrack(audio);
  await near.setLocalDescription();
  if (near.localDescription) await far.setRemoteDescription(near.localDescription);
  await far.setLocalDescription();
  if (far.localDescription) await near.setRemoteDescription(far.localDescription);
  return {
    video: tracks.find((track) => track.kind === 'video') ?? null,
    audio: tracks.find((track) => track.kind === 'audio') ?? null,
  };
}
