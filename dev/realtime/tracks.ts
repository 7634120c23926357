import type { Codec } from './codecs.ts';
import { Layer } from './layers.ts';
import type { RtpPacket } from './rtp.ts';
import type { Subscription } from './subscriptions.ts';

/** How feedback reaches the publisher of a track. */
export interface Feedback {
  readonly ssrc: number;
  send: (rtcp: Buffer) => void;
}

/** A publication: what a browser sends in one m-line, and who follows it. */
export class Track {
  readonly sessionId: string;
  readonly name: string;
  readonly kind: 'audio' | 'video';
  readonly feedback: Feedback;
  readonly layers = new Map<string, Layer>();
  readonly followers = new Set<Subscription>();
  /** What the publisher really sends: known with the first packet, until then the first codec of the answer. */
  codec: Codec;
  closed = false;
  hasMedia = false;
  /** Also the moment of publishing, so that a track that never sends is collected too. */
  lastPacketAt = Date.now();
  #waiting: (() => void)[] = [];

  constructor(sessionId: string, name: string, kind: 'audio' | 'video', codec: Codec, feedback: Feedback) {
    this.sessionId = sessionId;
    this.name = name;
    this.kind = kind;
    this.codec = codec;
    this.feedback = feedback;
  }

  /** The layer of a rid, made when its first packet comes. */
  layer(rid: string, ssrc: number): Layer {
    const known = this.layers.get(rid);
    if (known && known.ssrc === ssrc) return known;
    const layer = new Layer(this, rid, ssrc);
    this.layers.set(rid, layer);
    for (const follower of this.followers) follower.reconsider();
    return layer;
  }

  /** Takes in a packet of a layer and hands it to all followers. */
  take(layer: Layer, packet: RtpPacket, recovered: boolean): void {
    this.lastPacketAt = Date.now();
    const taken = layer.take(packet, recovered);
    if (!taken) return;
    for (const follower of this.followers) follower.forward(layer, taken);
    if (this.hasMedia) return;
    this.hasMedia = true;
    for (const resume of this.#waiting.splice(0)) resume();
  }

  /** Resolves when media has come; false when the track ended first or `ms` passed. */
  waitMedia(ms: number): Promise<boolean> {
    if (this.hasMedia || this.closed) return Promise.resolve(this.hasMedia);
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), ms);
      this.#waiting.push(() => {
        clearTimeout(timer);
        resolve(this.hasMedia);
      });
    });
  }

  close(): void {
    this.closed = true;
    this.followers.clear();
    for (const resume of this.#waiting.splice(0)) resume();
  }
}
