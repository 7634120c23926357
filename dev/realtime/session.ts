import { randomBytes, randomInt } from 'node:crypto';
import type { Certificate } from './certificate.ts';
import type { CodecKey } from './codecs.ts';
import { DataChannels } from './data-channels.ts';
import { invalidDescription, notConnected } from './errors.ts';
import { EXTENSION_NAMES } from './extensions.ts';
import type { ExtensionIds, ExtensionName } from './extensions.ts';
import { isMediaLine } from './lines.ts';
import type { Line, MediaLine } from './lines.ts';
import { Intake } from './intake.ts';
import { randomSsrc } from './rtcp.ts';
import type { Subscription } from './subscriptions.ts';
import type { Track } from './tracks.ts';
import { Transport } from './transport.ts';
import type { UdpMux } from './udp-mux.ts';

/** What all sessions share. */
export interface Surroundings {
  mux: UdpMux;
  certificate: Certificate;
  addresses: readonly string[];
  /** Sender-side estimation by transport-cc; otherwise this fixed REMB, bit/s. */
  bandwidth: 'transport-cc' | number;
  /** Operations wait this long for connectivity, and for a publisher's first packet (documented: 5 s). ms. */
  patience: number;
}

/** One browser's RTCPeerConnection, as we know it. */
export class Session {
  readonly id = randomBytes(16).toString('hex');
  readonly createdAt = Date.now();
  readonly surroundings: Surroundings;
  readonly transport: Transport;
  readonly dataChannels = new DataChannels();
  readonly intake: Intake;
  readonly rtcpSsrc = randomSsrc();
  readonly lines: Line[] = [];
  readonly tracks = new Map<string, Track>();
  /** By media and by retransmission SSRC. */
  readonly subscriptions = new Map<number, Subscription>();
  /** What the browser has called codecs and extensions in this BUNDLE: our own offers must say the same. */
  readonly payloadTypes = new Map<CodecKey, [payloadType: number, rtx: number | null]>();
  readonly extensionIds: ExtensionIds = {};
  readonly extensionNames = new Map<number, ExtensionName>();
  readonly description = { id: randomInt(2 ** 40), version: 0 };
  remoteUfrag: string | null = null;
  /** An offer of ours is waiting for its answer. */
  awaitingAnswer = false;
  /** What the browser can receive by its own estimate, bit/s. */
  bandwidth: number | null = null;
  everConnected = false;
  closed = false;
  #negotiating = false;

  constructor(surroundings: Surroundings) {
    this.surroundings = surroundings;
    this.intake = new Intake(this);
    this.transport = new Transport(surroundings.mux, surroundings.certificate, {
      onConnected: () => this.#onConnected(),
      onRtp: (datagram, headerBytes, payload) => this.intake.rtp(datagram, headerBytes, payload),
      onRtcp: (packets) => this.intake.rtcp(packets),
      onData: (data) => this.dataChannels.receive(data),
    });
  }

  get mediaLines(): MediaLine[] {
    return this.lines.filter(isMediaLine);
  }

  /** Runs one offer/answer exchange; a second one meanwhile is refused, as is one while our own offer is unanswered. */
  async negotiate<Result>(exchange: () => Promise<Result>): Promise<Result> {
    if (this.#negotiating) throw invalidDescription('Another negotiation of this session is under way');
    if (this.awaitingAnswer) throw invalidDescription('An offer is still waiting for its answer');
    this.#negotiating = true;
    try {
      return await exchange();
    } finally {
      this.#negotiating = false;
    }
  }

  /** Waits for a connection that has been negotiated; 425 when it does not come. */
  async requireConnected(): Promise<void> {
    if (!(await this.transport.waitConnected(this.surroundings.patience))) throw notConnected();
  }

  learnExtensions(ids: ExtensionIds): void {
    for (const name of EXTENSION_NAMES) {
      const id = ids[name];
      if (!id) continue;
      this.extensionIds[name] = id;
      this.extensionNames.set(id, name);
    }
  }

  /** Ends a publication: followers get nothing more, and the session's state says inactive. */
  endTrack(track: Track): void {
    track.close();
    if (this.tracks.get(track.name) === track) this.tracks.delete(track.name);
    const line = this.mediaLines.find((candidate) => candidate.track === track);
    if (!line) return;
    line.track = null;
    line.receives = false;
    line.ended = { location: 'local', trackName: track.name, sessionId: null };
  }

  endSubscription(line: MediaLine): void {
    const { subscription } = line;
    if (!subscription) return;
    subscription.stop();
    this.subscriptions.delete(subscription.ssrc);
    if (subscription.rtxSsrc !== null) this.subscriptions.delete(subscription.rtxSsrc);
    line.subscription = null;
    line.ended = { location: 'remote', trackName: subscription.track.name, sessionId: subscription.track.sessionId };
  }

  close(): void {
    this.closed = true;
    for (const track of this.tracks.values()) this.endTrack(track);
    for (const line of this.mediaLines) this.endSubscription(line);
    this.transport.close();
    this.dataChannels.stop().catch((error: unknown) => console.error('realtime: sctp', error));
  }

  #onConnected(): void {
    this.everConnected = true;
    for (const subscription of new Set(this.subscriptions.values())) subscription.askKeyFrame();
  }
}
