import { preciseNow } from './clock.ts';
import type { ExtensionIds } from './extensions.ts';
import { chooseRid } from './layer-choice.ts';
import type { LayerPreferences } from './layer-choice.ts';
import type { Layer, LayerPacket } from './layers.ts';
import { Rewriter } from './rewriter.ts';
import { randomSsrc, senderReport } from './rtcp.ts';
import { absoluteSendTime, writeRtpHeader } from './rtp.ts';
import type { RtpPacket } from './rtp.ts';
import type { Track } from './tracks.ts';

/** Packets kept for retransmission: about two seconds of a good camera. A power of two. */
const CACHE_SLOTS = 1_024;
/** Bandwidth below this share of the layer's bitrate, twice in a row, is too little for it ... */
const STRAINED_SHARE = 0.8;
const STRAINED_TICKS = 2;
/** ... and the better layer is tried again after this long: an estimate hardly grows while little is sent. ms. */
const STRAINED_FOR = 10_000;

export interface Outlet {
  sendRtp: (header: Buffer, payload: Buffer) => void;
  sendRtcp: (packet: Buffer) => void;
}

/** How the m-line of the follower wants the packets. */
export interface OutgoingFormat {
  mid: string;
  payloadType: number;
  rtxPayloadType: number | null;
  extensions: ExtensionIds;
}

interface Sent {
  sequence: number;
  timestamp: number;
  source: RtpPacket;
}

/** One follower of one track: chooses the layer, rewrites its packets, repeats the lost ones. */
export class Subscription {
  readonly ssrc = randomSsrc();
  readonly rtxSsrc: number | null;
  readonly cname: string;
  readonly msid: string;
  readonly counters = { packets: 0, bytes: 0, nacked: 0, resent: 0, switches: 0 };
  preferences: LayerPreferences;
  track: Track;
  /** The browser has accepted the m-line. */
  active = false;
  current: Layer | null = null;
  readonly #outlet: Outlet;
  readonly #format: OutgoingFormat;
  readonly #mid: Buffer;
  readonly #rewriter: Rewriter;
  readonly #cache: (Sent | undefined)[] = [];
  #target: Layer | null = null;
  #rtxSequence = 0;
  #strainedTicks = 0;
  #limit: { bitsPerSecond: number; until: number } | null = null;

  constructor(track: Track, outlet: Outlet, format: OutgoingFormat, preferences: LayerPreferences) {
    this.track = track;
    this.preferences = preferences;
    this.rtxSsrc = track.kind === 'video' ? randomSsrc() : null;
    this.cname = track.sessionId.slice(0, 16);
    this.msid = `${track.sessionId} ${track.name}`;
    this.#outlet = outlet;
    this.#format = format;
    this.#mid = Buffer.from(format.mid);
    this.#rewriter = new Rewriter(track.codec.clockRate);
  }

  start(): void {
    if (this.active || this.track.closed) return;
    this.active = true;
    this.track.followers.add(this);
    this.reconsider();
  }

  stop(): void {
    this.active = false;
    this.track.followers.delete(this);
  }

  /** Goes on with another track in the same m-line. */
  replaceTrack(track: Track): void {
    this.track.followers.delete(this);
    this.track = track;
    this.#target = null;
    if (!this.active) return;
    track.followers.add(this);
    this.reconsider();
  }

  /** Chooses the layer anew: when preferences, layers or the bandwidth have changed. */
  reconsider(now = Date.now()): void {
    if (this.#limit && now > this.#limit.until) this.#limit = null;
    const states = [...this.track.layers.values()].map((layer) => ({
      rid: layer.rid,
      active: layer.isActive(now),
      bitsPerSecond: layer.bitsPerSecond,
    }));
    const rid = chooseRid(states, this.preferences, this.#limit?.bitsPerSecond ?? null);
    const target = rid === null ? null : (this.track.layers.get(rid) ?? null);
    if (target === this.#target) return;
    this.#target = target;
    if (target && target !== this.current) target.askKeyFrame();
  }

  /** Called once a second with the bandwidth the follower reports for this track, bit/s. */
  noteBandwidth(bitsPerSecond: number, now: number): void {
    const needed = this.current?.bitsPerSecond ?? 0;
    this.#strainedTicks = bitsPerSecond < needed * STRAINED_SHARE ? this.#strainedTicks + 1 : 0;
    if (this.#strainedTicks < STRAINED_TICKS) return;
    this.#strainedTicks = 0;
    this.#limit = { bitsPerSecond, until: now + STRAINED_FOR };
  }

  askKeyFrame(): void {
    (this.current ?? this.#target)?.askKeyFrame();
  }

  forward(layer: Layer, { packet, sequence, isKeyFrame }: LayerPacket): void {
    if (!this.active) return;
    const now = preciseNow();
    if (layer !== this.current) {
      if (layer !== this.#target) return;
      if (!isKeyFrame) return layer.askKeyFrame();
      if (this.current) this.counters.switches += 1;
      this.#rewriter.begin(sequence, packet.timestamp, now);
      this.current = layer;
      this.#reportSenderTime(layer);
    }
    const mapped = this.#rewriter.map(sequence, packet.timestamp, now);
    if (!mapped) return;
    const sent: Sent = { sequence: mapped.sequence & 0xffff, timestamp: mapped.timestamp, source: packet };
    if (this.rtxSsrc !== null) this.#cache[sent.sequence % CACHE_SLOTS] = sent;
    this.counters.packets += 1;
    this.counters.bytes += packet.payload.length;
    this.#outlet.sendRtp(this.#header(sent, this.#format.payloadType, this.ssrc, sent.sequence), packet.payload);
  }

  /** Sends again what the follower misses (RFC 4588 where it was negotiated). */
  resend(sequences: readonly number[]): void {
    for (const sequence of sequences) {
      this.counters.nacked += 1;
      const sent = this.#cache[sequence % CACHE_SLOTS];
      if (sent?.sequence !== sequence) continue;
      this.counters.resent += 1;
      const { rtxPayloadType, payloadType } = this.#format;
      if (rtxPayloadType === null || this.rtxSsrc === null) {
        this.#outlet.sendRtp(this.#header(sent, payloadType, this.ssrc, sequence), sent.source.payload);
        continue;
      }
      this.#rtxSequence = (this.#rtxSequence + 1) & 0xffff;
      const original = Buffer.alloc(2);
      original.writeUInt16BE(sequence, 0);
      const header = this.#header(sent, rtxPayloadType, this.rtxSsrc, this.#rtxSequence);
      this.#outlet.sendRtp(header, Buffer.concat([original, sent.source.payload]));
    }
  }

  /** Passes on the publisher's clock for the layer being forwarded: lips and voice stay together. */
  noteSenderReport(layer: Layer): void {
    if (this.active && layer === this.current) this.#reportSenderTime(layer);
  }

  #reportSenderTime(layer: Layer): void {
    const time = layer.reception.senderTime;
    if (!time) return;
    const rtpTimestamp = this.#rewriter.mapTimestamp(time.rtpTimestamp);
    this.#outlet.sendRtcp(senderReport(this.ssrc, { ...time, rtpTimestamp }, this.counters, this.cname));
  }

  #header(sent: Sent, payloadType: number, ssrc: number, sequence: number): Buffer {
    const { marker, extensions } = sent.source;
    return writeRtpHeader(
      { marker, payloadType, sequence, timestamp: sent.timestamp, ssrc },
      [
        ['mid', this.#mid],
        ['absSendTime', absoluteSendTime(preciseNow())],
        ['audioLevel', extensions.audioLevel],
        ['videoOrientation', extensions.videoOrientation],
      ],
      this.#format.extensions,
    );
  }
}
