import type { InputTrack } from 'mediabunny';
import { ALL_FORMATS, EncodedPacketSink, Input, UrlSource } from 'mediabunny';
import { PacketList } from './packet-list.ts';

/** All packets of a finished file as an independent reader (mediabunny) finds them, by range requests. */
export async function readPackets(url: string, cookie: string): Promise<Record<'video' | 'audio', PacketList>> {
  const source = new UrlSource(url, { requestInit: { headers: { cookie } } });
  const input = new Input({ source, formats: ALL_FORMATS });
  return {
    video: await read(await input.getPrimaryVideoTrack()),
    audio: await read(await input.getPrimaryAudioTrack()),
  };
}

async function read(track: InputTrack | null): Promise<PacketList> {
  const list = new PacketList();
  if (!track) return list;
  for await (const packet of new EncodedPacketSink(track).packets()) list.add(packet.data);
  return list;
}
