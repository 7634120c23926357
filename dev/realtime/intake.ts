import { preciseNow } from './clock.ts';
import type { MediaLine } from './lines.ts';
import { readRtcp, receiverEstimatedBitrate, receiverReports } from './rtcp.ts';
import type { ReportBlock, RtcpMessage } from './rtcp.ts';
import { readRtp } from './rtp.ts';
import type { RtpPacket } from './rtp.ts';
import type { Session } from './session.ts';
import { TransportCc } from './transport-cc.ts';

/** REMB names its SSRCs in one byte; a browser sends far fewer. */
const REMB_SSRCS_MAX = 60;

/** Which m-line and encoding an SSRC belongs to: the mid and rid extensions come in the first packets only. */
interface Source {
  line: MediaLine;
  rid: string;
  isRtx: boolean;
}

/** Sorts what a browser sends: RTP to its tracks, RTCP to what it is about. */
export class Intake {
  /** Packets of no track: sent before their publication, or after its end. */
  unknownPackets = 0;
  readonly #session: Session;
  readonly #sources = new Map<number, Source>();
  readonly #transportCc = new TransportCc();
  #transportCcSsrc = 0;

  constructor(session: Session) {
    this.#session = session;
  }

  rtp(datagram: Buffer, headerBytes: number, payload: Buffer): void {
    const packet = readRtp(datagram, headerBytes, payload, this.#session.extensionNames);
    const { transportCc } = packet.extensions;
    if (transportCc && transportCc.length >= 2) {
      this.#transportCc.add(transportCc.readUInt16BE(0));
      this.#transportCcSsrc ||= packet.ssrc;
    }
    const source = this.#sources.get(packet.ssrc) ?? this.#identify(packet);
    const track = source?.line.track;
    if (!source || !track) {
      this.unknownPackets += 1;
      return;
    }
    if (source.isRtx) {
      const layer = track.layers.get(source.rid);
      if (!layer || packet.payload.length < 2) return;
      const original = { ...packet, sequence: packet.payload.readUInt16BE(0), payload: packet.payload.subarray(2) };
      if (original.payload.length > 0) track.take(layer, original, true);
      return;
    }
    if (!track.hasMedia) {
      track.codec = source.line.codecs.find((codec) => codec.payloadType === packet.payloadType) ?? track.codec;
    }
    track.take(track.layer(source.rid, packet.ssrc), packet, false);
  }

  /** Forgets which SSRCs belong to an m-line that has been rejected or reused. */
  forget(line: MediaLine): void {
    for (const [ssrc, source] of this.#sources) if (source.line === line) this.#sources.delete(ssrc);
  }

  rtcp(compound: Buffer): void {
    for (const message of readRtcp(compound)) this.#handle(message);
  }

  /** Due every 50 ms: NACKs that want repeating, transport-wide feedback. */
  sendFrequentFeedback(now: number): void {
    const { transport, tracks, rtcpSsrc } = this.#session;
    for (const track of tracks.values()) for (const layer of track.layers.values()) layer.askAgain(now);
    const feedback = this.#transportCc.take(rtcpSsrc, this.#transportCcSsrc);
    if (feedback) transport.sendRtcp(feedback);
  }

  /** Due every second: receiver reports, and the fixed bandwidth. */
  sendReports(): void {
    const { transport, tracks, rtcpSsrc } = this.#session;
    const blocks: ReportBlock[] = [];
    for (const track of tracks.values()) {
      for (const layer of track.layers.values()) {
        layer.measure();
        if (layer.reception.started) blocks.push(layer.reception.reportBlock(layer.ssrc));
      }
    }
    for (const report of receiverReports(rtcpSsrc, blocks)) transport.sendRtcp(report);
    this.#sendBandwidth();
  }

  #sendBandwidth(): void {
    const { transport, surroundings, rtcpSsrc } = this.#session;
    if (surroundings.bandwidth === 'transport-cc') return;
    const ssrcs = [...this.#sources.keys()].slice(0, REMB_SSRCS_MAX);
    if (ssrcs.length > 0) transport.sendRtcp(receiverEstimatedBitrate(rtcpSsrc, surroundings.bandwidth, ssrcs));
  }

  #identify(packet: RtpPacket): Source | null {
    const mid = packet.extensions.mid?.toString();
    const lines = this.#session.mediaLines.filter((line) => line.receives && !line.rejected);
    const line =
      lines.find((candidate) => candidate.mid === mid) ??
      lines.find((candidate) => candidate.ssrcs.includes(packet.ssrc));
    if (!line) return null;
    const isRtx = line.codecs.some((codec) => codec.rtxPayloadType === packet.payloadType);
    const { rid, repairedRid } = packet.extensions;
    const name = (isRtx ? (repairedRid ?? rid) : rid)?.toString() ?? '';
    if (line.sendRids.length > 0 && name === '') return null;
    const source = { line, rid: name, isRtx };
    this.#sources.set(packet.ssrc, source);
    this.#sendBandwidth();
    return source;
  }

  #handle(message: RtcpMessage): void {
    switch (message.kind) {
      case 'senderReport': {
        const source = this.#sources.get(message.ssrc);
        const layer = source && !source.isRtx ? source.line.track?.layers.get(source.rid) : undefined;
        if (!layer) return;
        const { ntpSeconds, ntpFraction, rtpTimestamp } = message;
        layer.reception.senderTime = { ntpSeconds, ntpFraction, rtpTimestamp, at: preciseNow() };
        for (const follower of source?.line.track?.followers ?? []) follower.noteSenderReport(layer);
        return;
      }
      case 'nack':
        this.#session.subscriptions.get(message.ssrc)?.resend(message.sequences);
        return;
      case 'keyFrameRequest':
        this.#session.subscriptions.get(message.ssrc)?.askKeyFrame();
        return;
      case 'bandwidth':
        this.#session.bandwidth = message.bitsPerSecond;
        return;
      default:
        message satisfies never;
    }
  }
}
