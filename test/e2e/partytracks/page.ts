import { PartyTracks, getCamera, getMic } from 'partytracks/client';
import { BehaviorSubject, of } from 'rxjs';
import type { Observable, Subscription } from 'rxjs';
import { play, playbackOf } from '../realtime/playback.ts';
import type { Playback } from '../realtime/playback.ts';

type Metadata = Parameters<PartyTracks['pull']>[0] extends Observable<infer Data> ? Data : never;

/** What the test asks of a page that runs the published client. */
export interface PartyPage {
  publish: (kind: 'camera' | 'microphone', encodings?: RTCRtpEncodingParameters[]) => Promise<Metadata>;
  unpublish: (kind: 'camera' | 'microphone') => void;
  follow: (name: string, metadata: Metadata, preferredRid?: string) => Promise<void>;
  prefer: (name: string, rid: string) => void;
  playback: (name: string) => Promise<Playback>;
}

declare global {
  interface Window {
    party: PartyPage;
  }
}

const partyTracks = new PartyTracks({ prefix: '/partytracks' });
const publications = new Map<string, Subscription>();
const followed = new Map<string, { track: MediaStreamTrack; preferredRid: BehaviorSubject<string> | null }>();
let connection: RTCPeerConnection | null = null;
partyTracks.peerConnection$.subscribe((peerConnection) => {
  connection = peerConnection;
});

const camera = getCamera({ broadcasting: true, constraints: { width: 640, height: 360, frameRate: 20 } });
const microphone = getMic({ broadcasting: true });

window.party = {
  publish: (kind, encodings = []) =>
    new Promise((resolve, reject) => {
      const source = kind === 'camera' ? camera.broadcastTrack$ : microphone.broadcastTrack$;
      const pushed = partyTracks.push(source, { sendEncodings$: of(encodings) });
      publications.set(kind, pushed.subscribe({ next: resolve, error: reject }));
    }),
  unpublish: (kind) => publications.get(kind)?.unsubscribe(),
  follow: (name, metadata, preferredRid) =>
    new Promise((resolve, reject) => {
      const preferred = preferredRid === undefined ? null : new BehaviorSubject(preferredRid);
      const options = preferred ? { simulcast: { preferredRid$: preferred } } : {};
      partyTracks.pull(of(metadata), options).subscribe({
        next: (track) => {
          if (followed.get(name)?.track !== track) play(name, track);
          followed.set(name, { track, preferredRid: preferred });
          resolve();
        },
        error: reject,
      });
    }),
  prefer: (name, rid) => followed.get(name)?.preferredRid?.next(rid),
  playback: (name) => {
    const receiver = connection?.getReceivers().find(({ track }) => track === followed.get(name)?.track);
    if (!receiver) throw new Error(`${name} is not followed`);
    return playbackOf(name, receiver);
  },
};
document.documentElement.dataset['ready'] = 'yes';
