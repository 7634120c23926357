import { randomBytes } from 'node:crypto';

/** RTCP (RFC 3550, RFC 4585, RFC 5104) as far as a forwarding unit reads and writes it. */
const SENDER_REPORT = 200;
const RECEIVER_REPORT = 201;
const SOURCE_DESCRIPTION = 202;
const TRANSPORT_FEEDBACK = 205;
const PAYLOAD_FEEDBACK = 206;
const NACK = 1;
const PLI = 1;
const FIR = 4;
const APPLICATION_LAYER = 15;
const REPORT_BLOCKS_MAX = 31;

export interface SenderTime {
  ntpSeconds: number;
  ntpFraction: number;
  rtpTimestamp: number;
}

/** What a browser told us, in the words of what we do with it. */
export type RtcpMessage =
  | ({ kind: 'senderReport'; ssrc: number } & SenderTime)
  | { kind: 'nack'; ssrc: number; sequences: number[] }
  | { kind: 'keyFrameRequest'; ssrc: number }
  | { kind: 'bandwidth'; bitsPerSecond: number };

export function randomSsrc(): number {
  return randomBytes(4).readUInt32BE(0);
}

/** Reads a compound packet; what we have no use for is passed over. */
export function readRtcp(compound: Buffer): RtcpMessage[] {
  const messages: RtcpMessage[] = [];
  let at = 0;
  while (at + 4 <= compound.length) {
    const bytes = (compound.readUInt16BE(at + 2) + 1) * 4;
    const packet = compound.subarray(at, at + bytes);
    if (packet.length < bytes) break;
    messages.push(...readPacket(packet));
    at += bytes;
  }
  return messages;
}

function readPacket(packet: Buffer): RtcpMessage[] {
  const format = packet.readUInt8(0) & 0x1f;
  const type = packet.readUInt8(1);
  if (type === SENDER_REPORT && packet.length >= 28) {
    return [
      {
        kind: 'senderReport',
        ssrc: packet.readUInt32BE(4),
        ntpSeconds: packet.readUInt32BE(8),
        ntpFraction: packet.readUInt32BE(12),
        rtpTimestamp: packet.readUInt32BE(16),
      },
    ];
  }
  if (packet.length < 12) return [];
  if (type === TRANSPORT_FEEDBACK && format === NACK) {
    return [{ kind: 'nack', ssrc: packet.readUInt32BE(8), sequences: readNackItems(packet) }];
  }
  if (type !== PAYLOAD_FEEDBACK) return [];
  if (format === PLI) return [{ kind: 'keyFrameRequest', ssrc: packet.readUInt32BE(8) }];
  if (format === FIR) {
    const ssrcs: number[] = [];
    for (let at = 12; at + 8 <= packet.length; at += 8) ssrcs.push(packet.readUInt32BE(at));
    return ssrcs.map((ssrc) => ({ kind: 'keyFrameRequest', ssrc }));
  }
  if (format === APPLICATION_LAYER && packet.length >= 20 && packet.toString('latin1', 12, 16) === 'REMB') {
    const exponent = packet.readUInt8(17) >> 2;
    const mantissa = packet.readUIntBE(17, 3) & 0x3ffff;
    return [{ kind: 'bandwidth', bitsPerSecond: mantissa * 2 ** exponent }];
  }
  return [];
}

function readNackItems(packet: Buffer): number[] {
  const sequences: number[] = [];
  for (let at = 12; at + 4 <= packet.length; at += 4) {
    const first = packet.readUInt16BE(at);
    const following = packet.readUInt16BE(at + 2);
    sequences.push(first);
    for (let bit = 0; bit < 16; bit += 1) {
      if (following & (1 << bit)) sequences.push((first + bit + 1) & 0xffff);
    }
  }
  return sequences;
}

function packet(format: number, type: number, words: number): Buffer {
  const bytes = Buffer.alloc(words * 4);
  bytes.writeUInt8(0x80 | format, 0);
  bytes.writeUInt8(type, 1);
  bytes.writeUInt16BE(words - 1, 2);
  return bytes;
}

export function pictureLossIndication(sender: number, media: number): Buffer {
  const bytes = packet(PLI, PAYLOAD_FEEDBACK, 3);
  bytes.writeUInt32BE(sender, 4);
  bytes.writeUInt32BE(media, 8);
  return bytes;
}

/** Asks for packets again; `sequences` in ascending order. */
export function nack(sender: number, media: number, sequences: readonly number[]): Buffer {
  const items: { first: number; following: number }[] = [];
  for (const sequence of sequences) {
    const last = items.at(-1);
    const distance = last ? (sequence - last.first) & 0xffff : Infinity;
    if (last && distance >= 1 && distance <= 16) last.following |= 1 << (distance - 1);
    else items.push({ first: sequence, following: 0 });
  }
  const bytes = packet(NACK, TRANSPORT_FEEDBACK, 3 + items.length);
  bytes.writeUInt32BE(sender, 4);
  bytes.writeUInt32BE(media, 8);
  for (const [index, { first, following }] of items.entries()) {
    bytes.writeUInt16BE(first, 12 + index * 4);
    bytes.writeUInt16BE(following, 14 + index * 4);
  }
  return bytes;
}

export interface ReportBlock {
  ssrc: number;
  /** Of 256, since the last report. */
  fractionLost: number;
  totalLost: number;
  highestSequence: number;
  jitter: number;
  lastSenderReport: number;
  /** In units of 1/65536 s. */
  delaySinceLastSenderReport: number;
}

export function receiverReports(sender: number, blocks: readonly ReportBlock[]): Buffer[] {
  const reports: Buffer[] = [];
  for (let first = 0; first < blocks.length; first += REPORT_BLOCKS_MAX) {
    const part = blocks.slice(first, first + REPORT_BLOCKS_MAX);
    const bytes = packet(part.length, RECEIVER_REPORT, 2 + part.length * 6);
    bytes.writeUInt32BE(sender, 4);
    for (const [index, block] of part.entries()) writeReportBlock(bytes, 8 + index * 24, block);
    reports.push(bytes);
  }
  return reports;
}

function writeReportBlock(bytes: Buffer, at: number, block: ReportBlock): void {
  bytes.writeUInt32BE(block.ssrc, at);
  bytes.writeUInt8(block.fractionLost, at + 4);
  bytes.writeUIntBE(Math.min(block.totalLost, 0x7fffff), at + 5, 3);
  bytes.writeUInt32BE(block.highestSequence >>> 0, at + 8);
  bytes.writeUInt32BE(Math.floor(block.jitter) >>> 0, at + 12);
  bytes.writeUInt32BE(block.lastSenderReport >>> 0, at + 16);
  bytes.writeUInt32BE(block.delaySinceLastSenderReport >>> 0, at + 20);
}

/** A sender report with the CNAME that ties audio and video of one publisher together. */
export function senderReport(
  ssrc: number,
  time: SenderTime,
  counts: { packets: number; bytes: number },
  cname: string,
): Buffer {
  const report = packet(0, SENDER_REPORT, 7);
  report.writeUInt32BE(ssrc, 4);
  report.writeUInt32BE(time.ntpSeconds, 8);
  report.writeUInt32BE(time.ntpFraction, 12);
  report.writeUInt32BE(time.rtpTimestamp >>> 0, 16);
  report.writeUInt32BE(counts.packets >>> 0, 20);
  report.writeUInt32BE(counts.bytes >>> 0, 24);

  const name = Buffer.from(cname);
  const description = packet(1, SOURCE_DESCRIPTION, 2 + Math.ceil((2 + name.length + 1) / 4));
  description.writeUInt32BE(ssrc, 4);
  description.writeUInt8(1, 8);
  description.writeUInt8(name.length, 9);
  name.copy(description, 10);
  return Buffer.concat([report, description]);
}

/** Receiver estimated maximum bitrate (draft-alvestrand-rmcat-remb). */
export function receiverEstimatedBitrate(sender: number, bitsPerSecond: number, ssrcs: readonly number[]): Buffer {
  let exponent = 0;
  let mantissa = Math.floor(bitsPerSecond);
  while (mantissa > 0x3ffff) {
    mantissa = Math.floor(mantissa / 2);
    exponent += 1;
  }
  const bytes = packet(APPLICATION_LAYER, PAYLOAD_FEEDBACK, 5 + ssrcs.length);
  bytes.writeUInt32BE(sender, 4);
  bytes.write('REMB', 12, 'latin1');
  bytes.writeUInt8(ssrcs.length, 16);
  bytes.writeUIntBE((exponent << 18) | mantissa, 17, 3);
  for (const [index, ssrc] of ssrcs.entries()) bytes.writeUInt32BE(ssrc, 20 + index * 4);
  return bytes;
}
