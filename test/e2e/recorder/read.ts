import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input } from 'mediabunny';

/** Times of the pictures, and of those among them that are key frames, seconds. */
export async function readPictures(bytes: Uint8Array<ArrayBuffer>): Promise<{ all: number[]; keys: number[] }> {
  const input = new Input({ source: new BufferSource(bytes), formats: ALL_FORMATS });
  const video = await input.getPrimaryVideoTrack();
  if (!video) throw new Error('no video');
  const all: number[] = [];
  const keys: number[] = [];
  for await (const packet of new EncodedPacketSink(video).packets()) {
    all.push(packet.timestamp);
    if (packet.type === 'key') keys.push(packet.timestamp);
  }
  return { all, keys };
}

/** Distances between neighbours. */
export function gaps(times: number[]): number[] {
  return times.slice(1).map((time, index) => time - (times[index] ?? 0));
}
