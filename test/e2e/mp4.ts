import { ALL_FORMATS, BufferSource, Input } from 'mediabunny';

export interface Mp4Facts {
  videoCodec: string | null;
  audioCodec: string | null;
  width: number;
  height: number;
  sampleRate: number;
  channels: number;
  videoSeconds: number;
  audioSeconds: number;
  /** Top-level boxes in order. */
  boxes: string[];
}

/** Reads a finished recording with an independent reader (mediabunny) and by its boxes. */
export async function readMp4(bytes: Uint8Array<ArrayBuffer>): Promise<Mp4Facts> {
  const input = new Input({ source: new BufferSource(bytes), formats: ALL_FORMATS });
  const video = await input.getPrimaryVideoTrack();
  const audio = await input.getPrimaryAudioTrack();
  return {
    videoCodec: video?.codec ?? null,
    audioCodec: audio?.codec ?? null,
    width: video?.displayWidth ?? 0,
    height: video?.displayHeight ?? 0,
    sampleRate: audio?.sampleRate ?? 0,
    channels: audio?.numberOfChannels ?? 0,
    videoSeconds: (await video?.computeDuration()) ?? 0,
    audioSeconds: (await audio?.computeDuration()) ?? 0,
    boxes: topBoxes(bytes),
  };
}

function topBoxes(bytes: Uint8Array<ArrayBuffer>): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const names: string[] = [];
  for (let at = 0; at + 8 <= bytes.length;) {
    const short = view.getUint32(at);
    names.push(String.fromCharCode(...bytes.subarray(at + 4, at + 8)));
    at += short === 1 ? Number(view.getBigUint64(at + 8)) : short || bytes.length;
  }
  return names;
}
