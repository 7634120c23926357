import { isKeyFrame } from './keyframes.ts';
import { Reception } from './reception.ts';
import { nack, pictureLossIndication } from './rtcp.ts';
import type { RtpPacket } from './rtp.ts';
import type { Track } from './tracks.ts';

/** A key frame costs bandwidth: asked for at most this often per layer. */
const KEY_FRAME_INTERVAL = 300;
/** A layer without packets this long is treated as not being sent. */
const SILENT_AFTER = 1_500;

/** A packet of a layer, with its unwrapped sequence number and whether a decoder can begin with it. */
export interface LayerPacket {
  packet: RtpPacket;
  sequence: number;
  isKeyFrame: boolean;
}

/** One encoding of a track: the only one (rid '') or one of a simulcast. */
export class Layer {
  readonly rid: string;
  readonly ssrc: number;
  readonly reception: Reception;
  readonly counters = { bytes: 0, keyFrames: 0, keyFramesAsked: 0 };
  bitsPerSecond = 0;
  /** Made when its first packet comes: active from the start. */
  lastPacketAt = Date.now();
  readonly #track: Track;
  #bytesThisSecond = 0;
  #askedAt = 0;

  constructor(track: Track, rid: string, ssrc: number) {
    this.#track = track;
    this.rid = rid;
    this.ssrc = ssrc;
    this.reception = new Reception(track.codec.clockRate, track.kind === 'video');
  }

  isActive(now: number): boolean {
    return now - this.lastPacketAt < SILENT_AFTER;
  }

  /** Takes in a packet; `recovered` ones come from a retransmission, under their original number. Null: not to be forwarded. */
  take(packet: RtpPacket, recovered: boolean): LayerPacket | null {
    const { reception } = this;
    this.lastPacketAt = Date.now();
    if (packet.payload.length === 0 && this.#track.kind === 'video') {
      reception.skip(packet.sequence);
      return null;
    }
    const sequence = recovered
      ? reception.noteRecovered(packet.sequence)
      : reception.note(packet.sequence, packet.timestamp);
    if (sequence === null) return null;
    this.askAgain(this.lastPacketAt);
    this.counters.bytes += packet.payload.length;
    this.#bytesThisSecond += packet.payload.length;
    const isKey = this.#track.kind === 'audio' || isKeyFrame(this.#track.codec.key, packet.payload);
    if (isKey && this.#track.kind === 'video') this.counters.keyFrames += 1;
    return { packet, sequence, isKeyFrame: isKey };
  }

  /** Sends NACKs that are due. */
  askAgain(now: number): void {
    const sequences = this.reception.takeNacks(now);
    const { feedback } = this.#track;
    if (sequences.length > 0) feedback.send(nack(feedback.ssrc, this.ssrc, sequences));
  }

  askKeyFrame(): void {
    const now = Date.now();
    if (this.#track.kind !== 'video' || now - this.#askedAt < KEY_FRAME_INTERVAL) return;
    this.#askedAt = now;
    this.counters.keyFramesAsked += 1;
    const { feedback } = this.#track;
    feedback.send(pictureLossIndication(feedback.ssrc, this.ssrc));
  }

  /** Called once a second. */
  measure(): void {
    this.bitsPerSecond = this.#bytesThisSecond * 8;
    this.#bytesThisSecond = 0;
  }
}
