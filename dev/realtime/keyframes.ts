import type { CodecKey } from './codecs.ts';

/** Whether an RTP payload begins (or, for aggregates, contains the parameter sets of) a key frame. */
export function isKeyFrame(codec: CodecKey, payload: Buffer): boolean {
  if (payload.length === 0) return false;
  switch (codec) {
    case 'vp8':
      return isVp8KeyFrame(payload);
    case 'vp9':
      // Not inter-predicted (P) and beginning of a frame (B): RFC 9628, 4.2.
      return (payload.readUInt8(0) & 0x48) === 0x08;
    case 'av1':
      // N: first packet of a coded video sequence (AV1 RTP, 4.4).
      return (payload.readUInt8(0) & 0x08) !== 0;
    case 'h265':
      return isH265KeyFrame(payload);
    default:
      return codec.startsWith('h264') && isH264KeyFrame(payload);
  }
}

/** RFC 7741: S and partition 0 in the descriptor, then P = 0 in the frame header. */
function isVp8KeyFrame(payload: Buffer): boolean {
  const first = payload.readUInt8(0);
  if (!(first & 0x10) || first & 0x07) return false;
  const frameAt = vp8DescriptorBytes(payload);
  return frameAt < payload.length && (payload.readUInt8(frameAt) & 0x01) === 0;
}

function vp8DescriptorBytes(payload: Buffer): number {
  if (!(payload.readUInt8(0) & 0x80) || payload.length < 3) return 1;
  const extensions = payload.readUInt8(1);
  let bytes = 2;
  if (extensions & 0x80) bytes += payload.readUInt8(2) & 0x80 ? 2 : 1;
  if (extensions & 0x40) bytes += 1;
  if (extensions & 0x30) bytes += 1;
  return bytes;
}

const H264_IDR = 5;
const H264_SPS = 7;

/** RFC 6184: a single NAL unit, STAP-A (24) or the start of FU-A (28). */
function isH264KeyFrame(payload: Buffer): boolean {
  const opens = (type: number): boolean => type === H264_IDR || type === H264_SPS;
  const type = payload.readUInt8(0) & 0x1f;
  if (type === 28) {
    if (payload.length < 2) return false;
    const fragment = payload.readUInt8(1);
    return (fragment & 0x80) !== 0 && opens(fragment & 0x1f);
  }
  if (type === 24) return aggregated(payload, 1).some((unit) => opens(unit.readUInt8(0) & 0x1f));
  return opens(type);
}

/** RFC 7798: IRAP pictures (16 to 21) and parameter sets (32 to 34), single, in AP (48) or starting an FU (49). */
function isH265KeyFrame(payload: Buffer): boolean {
  const opens = (type: number): boolean => (type >= 16 && type <= 21) || (type >= 32 && type <= 34);
  const type = (payload.readUInt8(0) >> 1) & 0x3f;
  if (type === 49) {
    if (payload.length < 3) return false;
    const fragment = payload.readUInt8(2);
    return (fragment & 0x80) !== 0 && opens(fragment & 0x3f);
  }
  if (type === 48) return aggregated(payload, 2).some((unit) => opens((unit.readUInt8(0) >> 1) & 0x3f));
  return opens(type);
}

function aggregated(payload: Buffer, headerBytes: number): Buffer[] {
  const units: Buffer[] = [];
  let at = headerBytes;
  while (at + 2 < payload.length) {
    const length = payload.readUInt16BE(at);
    const unit = payload.subarray(at + 2, at + 2 + length);
    if (unit.length > 0) units.push(unit);
    at += 2 + length;
  }
  return units;
}
