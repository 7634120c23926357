import RealtimeKitClient from '@cloudflare/realtimekit';

/** What the test asks of a page with Cloudflare's own client. */
export interface KitPage {
  meeting: RealtimeKitClient | null;
  join: (authToken: string, baseURI: string) => Promise<string>;
  /** Pictures of somebody's camera or screen that have been shown so far. */
  frames: (name: string, what: 'camera' | 'screen') => number;
  /** How loud somebody is now, 0 to 1. */
  loudness: (name: string) => number;
  /** `[name, microphone, camera, screen]` of each of the others, by name. */
  others: () => [name: string, mic: boolean, camera: boolean, screen: boolean][];
}

declare global {
  interface Window {
    kit: KitPage;
  }
}

const videos = new Map<string, HTMLVideoElement>();
const analysers = new Map<string, AnalyserNode>();
const audio = new AudioContext();

function find(
  name: string,
): RealtimeKitClient['participants']['joined'] extends { toArray: () => (infer One)[] } ? One | undefined : never {
  return window.kit.meeting?.participants.joined.toArray().find((participant) => participant.name === name);
}

function videoOf(track: MediaStreamTrack): HTMLVideoElement {
  const known = videos.get(track.id);
  if (known) return known;
  const video = document.createElement('video');
  Object.assign(video, { muted: true, autoplay: true, playsInline: true, srcObject: new MediaStream([track]) });
  document.body.append(video);
  videos.set(track.id, video);
  return video;
}

/** A remote track is only decoded while an element plays it. */
function analyserOf(track: MediaStreamTrack): AnalyserNode {
  const known = analysers.get(track.id);
  if (known) return known;
  const stream = new MediaStream([track]);
  const element = document.createElement('audio');
  Object.assign(element, { muted: true, autoplay: true, srcObject: stream });
  document.body.append(element);
  const analyser = audio.createAnalyser();
  audio.createMediaStreamSource(stream).connect(analyser);
  analysers.set(track.id, analyser);
  return analyser;
}

window.kit = {
  meeting: null,
  join: async (authToken, baseURI) => {
    const meeting = await RealtimeKitClient.init({
      authToken,
      baseURI,
      defaults: { audio: true, video: true },
      modules: { devTools: { logs: false, logLevel: 'off' }, tracing: false },
    });
    window.kit.meeting = meeting;
    await meeting.join();
    return meeting.self.id;
  },
  frames: (name, what) => {
    const person = find(name);
    const track = what === 'camera' ? person?.videoTrack : person?.screenShareTracks.video;
    return track ? videoOf(track).getVideoPlaybackQuality().totalVideoFrames : 0;
  },
  loudness: (name) => {
    const track = find(name)?.audioTrack;
    if (!track) return 0;
    const samples = new Float32Array(2_048);
    analyserOf(track).getFloatTimeDomainData(samples);
    return Math.max(...samples.map(Math.abs));
  },
  others: () =>
    (window.kit.meeting?.participants.joined.toArray() ?? [])
      .map((one): [string, boolean, boolean, boolean] => [
        one.name,
        one.audioEnabled,
        one.videoEnabled,
        // Not yet known to be off, as the client has it.
        one.screenShareEnabled ?? false,
      ])
      .sort(([a], [b]) => a.localeCompare(b)),
};
document.documentElement.dataset['ready'] = 'yes';
