import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input } from 'mediabunny';

/** H.264 7.4.1.2.4: a sequence parameter set. */
const SPS = 7;

/** The sets of parameters that decoders are given before key frames, each once, in the order in which they come, and anew at each change. */
export async function encodersOf(bytes: Uint8Array<ArrayBuffer>): Promise<string[]> {
  const input = new Input({ source: new BufferSource(bytes), formats: ALL_FORMATS });
  const video = await input.getPrimaryVideoTrack();
  if (!video) throw new Error('no video');
  const found: string[] = [];
  for await (const { type, data } of new EncodedPacketSink(video).packets()) {
    const sets = type === 'key' ? parameterSets(data) : [];
    if (sets.length > 0 && sets.join() !== found.at(-1)) found.push(sets.join());
  }
  return found;
}

/** Of a packet of NAL units with 4-byte lengths (ISO/IEC 14496-15 5.3). */
function parameterSets(packet: Uint8Array): string[] {
  const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength);
  const sets: string[] = [];
  for (let at = 0; at + 4 < packet.length; at += 4 + view.getUint32(at)) {
    const unit = packet.subarray(at + 4, at + 4 + view.getUint32(at));
    if (((unit[0] ?? 0) & 31) === SPS) sets.push(Buffer.from(unit).toString('hex'));
  }
  return sets;
}
