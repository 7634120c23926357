import { expect, test } from 'vitest';
import { BitWriter } from './bits.ts';

test('Exp-Golomb codes are those of ITU-T H.264 9.1', () => {
  // 1 | 010 | 011 | 00100 | trailing 1, then zeros
  expect([...new BitWriter().ue(0).ue(1).ue(2).ue(3).nal(0x67)]).toEqual([0x67, 0b10100110, 0b01001000]);
  expect([...new BitWriter().se(0).se(1).se(-1).nal(0x67)]).toEqual([0x67, 0b10100111]);
});

test('no NAL unit contains a start code', () => {
  expect([...new BitWriter().raw([0, 0, 1, 0, 0, 0, 0, 3]).nal(0x65)]).toEqual([
    0x65, 0, 0, 3, 1, 0, 0, 3, 0, 0, 3, 3, 0x80,
  ]);
});
