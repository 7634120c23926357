import { createHash } from 'node:crypto';

/** A number from 0 to below 1 that depends on the seed and the words alone: the same run can be had again. */
export function chance(seed: number, ...words: (string | number)[]): number {
  const digest = createHash('sha256')
    .update([seed, ...words].join(' '))
    .digest();
  return digest.readUInt32BE(0) / 2 ** 32;
}
