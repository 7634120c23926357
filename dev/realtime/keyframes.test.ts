import { expect, test } from 'vitest';
import type { CodecKey } from './codecs.ts';
import { isKeyFrame } from './keyframes.ts';

const CASES: [what: string, codec: CodecKey, bytes: number[], isKey: boolean][] = [
  ['a VP8 key frame with a short descriptor', 'vp8', [0x10, 0x00, 0x9d], true],
  [
    'a VP8 key frame after a 15-bit picture id, TL0PICIDX and TID',
    'vp8',
    [0x90, 0xe0, 0x81, 0x02, 0x03, 0x20, 0x10],
    true,
  ],
  ['a VP8 delta frame', 'vp8', [0x10, 0x01], false],
  ['a later packet of a VP8 key frame', 'vp8', [0x00, 0x00], false],
  ['a VP8 descriptor without a frame', 'vp8', [0x10], false],
  ['a VP9 key frame', 'vp9', [0x08], true],
  ['a predicted VP9 frame', 'vp9', [0x48], false],
  ['a new AV1 sequence', 'av1', [0x18], true],
  ['an AV1 continuation', 'av1', [0x10], false],
  ['an H.264 IDR slice', 'h264-42e0', [0x65], true],
  ['H.264 parameter sets', 'h264-42e0', [0x67], true],
  ['an H.264 STAP-A that ends with an IDR slice', 'h264-42e0', [0x78, 0, 1, 0x68, 0, 1, 0x65], true],
  ['an H.264 STAP-A of others', 'h264-42e0', [0x78, 0, 1, 0x68, 0, 1, 0x61], false],
  ['the start of a fragmented IDR slice', 'h264-42e0', [0x7c, 0x85], true],
  ['the middle of a fragmented IDR slice', 'h264-42e0', [0x7c, 0x05], false],
  ['an H.264 predicted slice', 'h264-42e0', [0x61], false],
  ['an H.265 IDR picture', 'h265', [0x26, 0x01], true],
  ['an H.265 trailing picture', 'h265', [0x02, 0x01], false],
  ['an empty packet', 'vp8', [], false],
];

test.each(CASES)('%s', (_what, codec, bytes, isKey) => {
  expect(isKeyFrame(codec, Buffer.from(bytes))).toBe(isKey);
});
