import { crcOf } from '../lib/crc.ts';

/** What kinds of packets a file has. */
export type TrackKind = 'video' | 'audio';

/** Of each track: how many bytes of its packets were seen, in the order of the file, and their CRC-32. */
export type TrackSums = Record<TrackKind, { bytes: number; crc: number }>;

export const noSums = (): TrackSums => ({ video: { bytes: 0, crc: 0 }, audio: { bytes: 0, crc: 0 } });

/** The sums once more bytes of a track were seen. */
export function addTo(sums: TrackSums, kind: TrackKind, bytes: Uint8Array): void {
  const { crc, bytes: before } = sums[kind];
  sums[kind] = { bytes: before + bytes.length, crc: crcOf(bytes, crc) };
}

export const areEqual = (a: TrackSums, b: TrackSums): boolean =>
  (['video', 'audio'] as const).every((kind) => a[kind].bytes === b[kind].bytes && a[kind].crc === b[kind].crc);
