import { crc32 } from 'node:zlib';

/** CRC-32 (IEEE 802.3) of `bytes`, going on from `before`: 0 for nothing yet. Native, several GB a second. */
export const crcOf = (bytes: Uint8Array, before: number): number => crc32(bytes, before);
