import { BitWriter } from './bits.ts';
import type { Picture } from './picture.ts';

/**
 * The smallest honest H.264 (ITU-T H.264, Baseline): key frames of I_PCM macroblocks, which carry the picture as it is,
 * and frames that skip every macroblock. Any decoder plays it; no encoder is needed on a fresh machine.
 */
const MB = 16;
const LEVEL = 30;
const I_PCM = 25;
const LOG2_MAX_FRAME_NUM = 8;
export const AVC_CODEC = `avc1.42c0${LEVEL.toString(16)}`;

export interface Avc {
  /** AVCDecoderConfigurationRecord (ISO/IEC 14496-15 5.3.3.1). */
  config: Uint8Array;
  /** A key frame that carries the whole picture, as one length-prefixed NAL unit. */
  keyFrame: (picture: Picture) => Uint8Array;
  /** The same picture once more; `number` counts frames since the key frame. */
  sameFrame: (number: number) => Uint8Array;
}

/** For pictures of so many pixels, both even. */
export function avc(width: number, height: number): Avc {
  const [wide, high] = [Math.ceil(width / MB), Math.ceil(height / MB)];
  const sps = new BitWriter()
    .u(8, 66)
    .u(8, 0xc0)
    .u(8, LEVEL)
    .ue(0) // Baseline, constrained
    .ue(LOG2_MAX_FRAME_NUM - 4)
    .ue(2)
    .ue(1)
    .u(1, 0) // picture order = decoding order, one reference frame
    .ue(wide - 1)
    .ue(high - 1)
    .u(1, 1)
    .u(1, 1)
    .u(1, 1)
    .ue(0)
    .ue((wide * MB - width) / 2)
    .ue(0)
    .ue((high * MB - height) / 2) // cropping
    .u(1, 0)
    .nal(0x67);
  return {
    config: Uint8Array.from([1, 66, 0xc0, LEVEL, 0xff, 0xe1, ...sized(sps), 1, ...sized(PPS)]),
    keyFrame(picture) {
      const bits = new BitWriter().ue(0).ue(7).ue(0).u(LOG2_MAX_FRAME_NUM, 0).ue(0).u(1, 0).u(1, 0).se(0);
      for (let row = 0; row < high; row++) {
        for (let column = 0; column < wide; column++) {
          bits.ue(I_PCM).align();
          bits.raw(block(picture.y, width, height, column, row, 16));
          bits.raw(block(picture.u, width / 2, height / 2, column, row, 8));
          bits.raw(block(picture.v, width / 2, height / 2, column, row, 8));
        }
      }
      return lengthPrefixed(bits.nal(0x65));
    },
    sameFrame(number) {
      const bits = new BitWriter()
        .ue(0)
        .ue(5)
        .ue(0)
        .u(LOG2_MAX_FRAME_NUM, number % 2 ** LOG2_MAX_FRAME_NUM)
        .u(1, 0)
        .u(1, 0)
        .u(1, 0)
        .se(0)
        .ue(wide * high);
      return lengthPrefixed(bits.nal(0x61));
    },
  };
}

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

/** A parameter set behind its length in two bytes. */
const sized = (nal: Uint8Array): number[] => [nal.length >> 8, nal.length & 255, ...nal];

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
