/** A payload format as one m-line names it. */
export interface Codec {
  key: CodecKey;
  payloadType: number;
  rtxPayloadType: number | null;
  name: string;
  clockRate: number;
  channels: string | null;
  fmtp: string | null;
}

/** What must be equal for a publisher's packets to be understood by a follower. */
export type CodecKey = 'opus' | 'pcmu' | 'pcma' | 'vp8' | 'vp9' | 'av1' | 'h265' | `h264-${string}`;

/** Payload types of our own offers until the browser has named others: Chromium's usual ones. */
const DEFAULT_PAYLOAD_TYPES: Record<string, [payloadType: number, rtx: number | null]> = {
  opus: [111, null],
  pcmu: [0, null],
  pcma: [8, null],
  vp8: [96, 97],
  vp9: [98, 99],
  'h264-4200': [103, 104],
  'h264-42e0': [109, 114],
  av1: [45, 46],
};
const FIRST_FREE_PAYLOAD_TYPE = 96;

/** The key of a format we forward; null for those we do not (red, ulpfec, H.264 with packetization mode 0, ...). */
export function codecKey(name: string, fmtp: string | null): CodecKey | null {
  const parameters = fmtp ?? '';
  switch (name.toLowerCase()) {
    case 'opus':
      return 'opus';
    case 'pcmu':
      return 'pcmu';
    case 'pcma':
      return 'pcma';
    case 'vp8':
      return 'vp8';
    case 'vp9':
      return /profile-id=[1-9]/.test(parameters) ? null : 'vp9';
    case 'av1':
      return /profile=[1-9]/.test(parameters) ? null : 'av1';
    case 'h265':
      return 'h265';
    case 'h264': {
      const profile = /profile-level-id=([0-9a-f]{4})/i.exec(parameters)?.[1];
      return profile && /packetization-mode=1/.test(parameters) ? `h264-${profile.toLowerCase()}` : null;
    }
    default:
      return null;
  }
}

/** One codec of each key, in the order of preference of the offer. */
export function distinctCodecs(codecs: readonly Codec[]): Codec[] {
  return codecs.filter((codec, index) => codecs.findIndex(({ key }) => key === codec.key) === index);
}

/** Payload types for a codec the browser has not named yet in this BUNDLE, clear of all that are in use. */
export function freePayloadTypes(codec: Codec, used: ReadonlySet<number>): [payloadType: number, rtx: number | null] {
  const taken = new Set(used);
  const preferred = DEFAULT_PAYLOAD_TYPES[codec.key];
  const take = (wanted: number | null | undefined): number => {
    let candidate = wanted ?? FIRST_FREE_PAYLOAD_TYPE;
    while (taken.has(candidate)) candidate = nextPayloadType(candidate);
    taken.add(candidate);
    return candidate;
  };
  const payloadType = take(preferred?.[0]);
  return [payloadType, codec.rtxPayloadType === null ? null : take(preferred?.[1] ?? payloadType + 1)];
}

/** Around the dynamic range, past 64 to 95 which RTCP would be mistaken for (RFC 5761, 4). */
function nextPayloadType(payloadType: number): number {
  if (payloadType === 127) return 35;
  return payloadType < 35 || payloadType === 63 ? FIRST_FREE_PAYLOAD_TYPE : payloadType + 1;
}

function offered(
  key: CodecKey,
  name: string,
  clockRate: number,
  fmtp: string | null,
  channels: string | null = null,
): Codec {
  return { key, payloadType: 0, rtxPayloadType: clockRate === 90_000 ? 0 : null, name, clockRate, channels, fmtp };
}

/** What we ask a browser to publish when the offer is ours; numbered for the BUNDLE when it is written. */
export const OFFERED_CODECS: Record<'audio' | 'video', readonly Codec[]> = {
  audio: [offered('opus', 'opus', 48_000, 'minptime=10;useinbandfec=1', '2')],
  video: [
    offered('vp8', 'VP8', 90_000, null),
    offered('h264-42e0', 'H264', 90_000, 'level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f'),
    offered('vp9', 'VP9', 90_000, 'profile-id=0'),
  ],
};
