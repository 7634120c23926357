import { BitWriter } from './bits.ts';
import type { Picture } from './picture.ts';
import { HEIGHT, WIDTH } from './picture.ts';

/**
 * The smallest honest H.264 (ITU-T H.264, Baseline): key frames of I_PCM macroblocks, which carry the picture as it is,
 * and frames that skip every macroblock. Any decoder plays it; no encoder is needed on a fresh machine.
 */
const MB = 16;
const MB_WIDE = Math.ceil(WIDTH / MB);
const MB_HIGH = Math.ceil(HEIGHT / MB);
const LEVEL = 30;
const I_PCM = 25;
const LOG2_MAX_FRAME_NUM = 8;

const SPS = new BitWriter()
  .u(8, 66)
  .u(8, 0xc0)
  .u(8, LEVEL)
  .ue(0) // Baseline, constrained
  .ue(LOG2_MAX_FRAME_NUM - 4)
  .ue(2)
  .ue(1)
  .u(1, 0) // picture order = decoding order, one reference frame
  .ue(MB_WIDE - 1)
  .ue(MB_HIGH - 1)
  .u(1, 1)
  .u(1, 1)
  .u(1, 1)
  .ue(0)
  .ue((MB_WIDE * MB - WIDTH) / 2)
  .ue(0)
  .ue((MB_HIGH * MB - HEIGHT) / 2) // cropping
  .u(1, 0)
  .nal(0x67);
const PPS = new BitWriter()
  .ue(0)
  .ue(0)
  .u(1, 0)
  .u(1, 0)
  .ue(0)
  .ue(0)
  .ue(0)
  .u(1, 0)
  .u(2, 0)
  .se(0)
  .se(0)
  .se(0)
  .u(1, 0)
  .u(1, 0)
  .u(1, 0)
  .nal(0x68);

/** AVCDecoderConfigurationRecord (ISO/IEC 14496-15 5.3.3.1). */
export const AVC_CONFIG = Uint8Array.from([
  1,
  66,
  0xc0,
  LEVEL,
  0xff,
  0xe1,
  SPS.length >> 8,
  SPS.length & 255,
  ...SPS,
  1,
  PPS.length >> 8,
  PPS.length & 255,
  ...PPS,
]);
export const AVC_CODEC = `avc1.42c0${LEVEL.toString(16)}`;

/** A key frame that carries the whole picture, as one length-prefixed NAL unit. */
export function keyFrame(picture: Picture): Uint8Array {
  const bits = new BitWriter().ue(0).ue(7).ue(0).u(LOG2_MAX_FRAME_NUM, 0).ue(0).u(1, 0).u(1, 0).se(0);
  for (let row = 0; row < MB_HIGH; row++) {
    for (let column = 0; column < MB_WIDE; column++) {
      bits.ue(I_PCM).align();
      bits.raw(block(picture.y, WIDTH, HEIGHT, column, row, 16));
      bits.raw(block(picture.u, WIDTH / 2, HEIGHT / 2, column, row, 8));
      bits.raw(block(picture.v, WIDTH / 2, HEIGHT / 2, column, row, 8));
    }
  }
  return lengthPrefixed(bits.nal(0x65));
}

/** The same picture once more; `number` counts frames since the key frame. */
export function sameFrame(number: number): Uint8Array {
  const bits = new BitWriter()
    .ue(0)
    .ue(5)
    .ue(0)
    .u(LOG2_MAX_FRAME_NUM, number % 2 ** LOG2_MAX_FRAME_NUM);
  bits
    .u(1, 0)
    .u(1, 0)
    .u(1, 0)
    .se(0)
    .ue(MB_WIDE * MB_HIGH);
  return lengthPrefixed(bits.nal(0x61));
}

function* block(
  plane: Uint8Array,
  width: number,
  height: number,
  column: number,
  row: number,
  size: number,
): Generator<number> {
  for (let y = row * size; y < (row + 1) * size; y++) {
    for (let x = column * size; x < (column + 1) * size; x++) yield plane[Math.min(y, height - 1) * width + x] ?? 128;
  }
}

function lengthPrefixed(nal: Uint8Array): Uint8Array {
  const out = new Uint8Array(nal.length + 4);
  new DataView(out.buffer).setUint32(0, nal.length);
  out.set(nal, 4);
  return out;
}
