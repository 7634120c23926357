import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input } from 'mediabunny';
import type { InputTrack } from 'mediabunny';

export interface ReadPacket {
  bytes: Uint8Array;
  key: boolean;
  /** Seconds. */
  at: number;
  duration: number;
}

export interface ReadTrack {
  codec: string | null;
  packets: ReadPacket[];
  /** Seconds, from the file's beginning to the track's end. */
  end: number;
}

/** Reads a finished file with an independent reader (mediabunny), and its top boxes in order. */
export async function readMp4(bytes: Uint8Array<ArrayBuffer>) {
  const input = new Input({ source: new BufferSource(bytes), formats: ALL_FORMATS });
  const video = await input.getPrimaryVideoTrack();
  const audio = await input.getPrimaryAudioTrack();
  return {
    boxes: topBoxes(bytes),
    video: video ? await readTrack(video) : null,
    audio: audio ? await readTrack(audio) : null,
  };
}

async function readTrack(track: InputTrack): Promise<ReadTrack> {
  const packets: ReadPacket[] = [];
  for await (const packet of new EncodedPacketSink(track).packets()) {
    packets.push({
      bytes: packet.data,
      key: packet.type === 'key',
      at: packet.timestamp,
      duration: packet.duration,
    });
  }
  return { codec: track.codec, packets, end: await track.computeDuration() };
}

export function topBoxes(bytes: Uint8Array): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const names: string[] = [];
  for (let at = 0; at + 8 <= bytes.length;) {
    const size = view.getUint32(at) === 1 ? Number(view.getBigUint64(at + 8)) : view.getUint32(at);
    names.push(String.fromCharCode(...bytes.subarray(at + 4, at + 8)));
    at += size;
  }
  return names;
}
