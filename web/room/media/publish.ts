import type { TrackKind } from '../../../wire/words.ts';
import type { Publication } from './client.ts';
import type { Thrift } from './thrift.ts';

/** A room's camera: many small pictures matter more than one large. */
export const CAMERA = { width: 640, height: 360, frameRate: 24 } as const;
/** Bits per second at which each layer of 640x360 looks clean with VP8. */
const BITRATE = { full: 700_000, half: 250_000, quarter: 90_000, screen: 2_000_000 } as const;
/** A shared screen is for reading: sharp rather than smooth. */
const SCREEN_RATE = 15;

const CAMERA_LAYERS: RTCRtpEncodingParameters[] = [
  { rid: 'f', scaleResolutionDownBy: 1, maxBitrate: BITRATE.full },
  { rid: 'h', scaleResolutionDownBy: 2, maxBitrate: BITRATE.half },
  { rid: 'q', scaleResolutionDownBy: 4, maxBitrate: BITRATE.quarter },
];

const isSent = ({ rid }: RTCRtpEncodingParameters, thrift: Thrift) => thrift !== 'least' || rid === 'q';

function encodings(kind: TrackKind, thrift: Thrift): RTCRtpEncodingParameters[] {
  if (kind === 'cam') return CAMERA_LAYERS.map((layer) => ({ ...layer, active: isSent(layer, thrift) }));
  return kind === 'screen' ? [{ maxBitrate: BITRATE.screen, maxFramerate: SCREEN_RATE }] : [];
}

interface Live {
  transceiver: RTCRtpTransceiver;
  track: MediaStreamTrack;
  /** The Room has answered the offer that brought it. */
  agreed: boolean;
}

/** Own tracks on one connection: what is sent, what is offered and not yet answered, what shall end. */
export interface Publisher {
  /** Makes the connection's transceivers what is wanted. True when that needs an offer. */
  plan: (wanted: ReadonlyMap<TrackKind, MediaStreamTrack>) => Promise<boolean>;
  /** After setLocalDescription: what the offer brings and ends. */
  describe: (offer: string) => Publication;
  /** The offer was answered. Returns the transceivers that now begin to send. */
  agreed: () => RTCRtpTransceiver[];
  /** The offer was refused: what it brought is dropped. */
  refused: () => void;
  /** The Room closed it at the service: nothing is left to negotiate. Wanted again, it comes under a new mid. */
  drop: (kind: TrackKind) => void;
  /** Sends one's own camera in all layers or, audio first, in the smallest only. */
  spare: (thrift: Thrift) => void;
  /** After each setRemoteDescription: what the other side says of the layers turns all of them on again. */
  keepSpared: () => void;
  /** Voices and cameras that should be sending packets now, with their mid. */
  sending: () => [kind: TrackKind, mid: string][];
  /** Ends this one; the next plan brings it again. */
  renew: (kind: TrackKind) => void;
  /** What sends one's own microphone, if it is on. */
  mic: () => RTCRtpSender | undefined;
}

export function createPublisher(pc: RTCPeerConnection): Publisher {
  const live = new Map<TrackKind, Live>();
  const ending = new Set<string>();
  let thrift: Thrift = 'all';
  const fresh = () => [...live].filter(([, entry]) => !entry.agreed);

  function setLayers(): void {
    const sender = live.get('cam')?.transceiver.sender;
    if (!sender) return;
    const parameters = sender.getParameters();
    for (const layer of parameters.encodings) layer.active = isSent(layer, thrift);
    sender.setParameters(parameters).catch((error: unknown) => console.info('The camera keeps its layers', error));
  }

  function end(kind: TrackKind, { transceiver, agreed }: Live): void {
    if (agreed && transceiver.mid !== null) ending.add(transceiver.mid);
    transceiver.stop();
    live.delete(kind);
  }

  return {
    async plan(wanted) {
      for (const [kind, entry] of live) {
        const track = wanted.get(kind);
        if (!track) end(kind, entry);
        else if (track !== entry.track) {
          entry.track = track;
          await entry.transceiver.sender.replaceTrack(track);
        }
      }
      for (const [kind, track] of wanted) {
        if (live.has(kind)) continue;
        if (kind === 'screen') track.contentHint = 'detail';
        const transceiver = pc.addTransceiver(track, { direction: 'sendonly', sendEncodings: encodings(kind, thrift) });
        live.set(kind, { transceiver, track, agreed: false });
      }
      return ending.size > 0 || fresh().length > 0;
    },
    describe: (offer) => ({
      offer,
      tracks: fresh().flatMap(
        ([
          kind,
          {
            transceiver: { mid },
          },
        ]) => (mid === null ? [] : [{ mid, kind }]),
      ),
      close: [...ending],
    }),
    agreed() {
      ending.clear();
      const begun = fresh().map(([, entry]) => entry);
      for (const entry of begun) entry.agreed = true;
      return begun.map((entry) => entry.transceiver);
    },
    refused() {
      for (const [kind, entry] of fresh()) {
        entry.transceiver.stop();
        live.delete(kind);
      }
    },
    drop(kind) {
      live.get(kind)?.transceiver.stop();
      live.delete(kind);
    },
    spare(how) {
      const before = thrift;
      thrift = how;
      if ((before === 'least') !== (how === 'least')) setLayers();
    },
    keepSpared() {
      if (thrift === 'least') setLayers();
    },
    sending: () =>
      [...live].flatMap(([kind, { track, agreed, transceiver }]) => {
        const sends = agreed && track.readyState === 'live' && track.enabled && !track.muted;
        return sends && transceiver.mid !== null && (kind === 'mic' || kind === 'cam') ? [[kind, transceiver.mid]] : [];
      }),
    renew(kind) {
      const entry = live.get(kind);
      if (entry?.agreed) end(kind, entry);
    },
    mic: () => live.get('mic')?.transceiver.sender,
  };
}
