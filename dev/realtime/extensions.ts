/** The RTP header extensions that the stand-in reads or writes. */
export const EXTENSION_URIS = {
  audioLevel: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level',
  absSendTime: 'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time',
  transportCc: 'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01',
  mid: 'urn:ietf:params:rtp-hdrext:sdes:mid',
  rid: 'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id',
  repairedRid: 'urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id',
  videoOrientation: 'urn:3gpp:video-orientation',
} as const;

export type ExtensionName = keyof typeof EXTENSION_URIS;
export type ExtensionIds = Partial<Record<ExtensionName, number>>;

export const EXTENSION_NAMES: readonly ExtensionName[] = [
  'audioLevel',
  'absSendTime',
  'transportCc',
  'mid',
  'rid',
  'repairedRid',
  'videoOrientation',
];

/** Ids for our own first offer: Chromium's usual ones, so that its later offers in the same BUNDLE agree with them. */
export const DEFAULT_EXTENSION_IDS: Record<ExtensionName, number> = {
  audioLevel: 1,
  absSendTime: 2,
  transportCc: 3,
  mid: 4,
  rid: 10,
  repairedRid: 11,
  videoOrientation: 13,
};

export function extensionOfUri(uri: string): ExtensionName | undefined {
  return EXTENSION_NAMES.find((name) => EXTENSION_URIS[name] === uri);
}
