/** A receiver that has got nothing for so long is silent, ms: packets of speech come every 20 ms. */
const SILENT_AFTER = 150;

interface Look {
  rtpTimestamp: number;
  at: number;
}

/** Reads how loud the others are; whoever's receiver has got nothing lately is left out. Any number of listeners may ask. */
export function createLevels(): (receivers: Iterable<[n: number, receiver: RTCRtpReceiver]>) => Map<number, number> {
  const seen = new WeakMap<RTCRtpReceiver, Look>();
  const measured = new WeakMap<RTCRtpReceiver, number>();

  /** Without the sender's word (RFC 6464) the level of what is played, as of the last look. */
  function measure(receiver: RTCRtpReceiver): number {
    readStat(receiver, 'inbound-rtp').then(
      (level) => measured.set(receiver, level),
      (error: unknown) => console.info('Not measured', error),
    );
    return measured.get(receiver) ?? 0;
  }

  return (receivers) => {
    const now = performance.now();
    const levels = new Map<number, number>();
    for (const [n, receiver] of receivers) {
      const [source] = receiver.getSynchronizationSources();
      if (!source) continue;
      const last = seen.get(receiver);
      const isNew = last?.rtpTimestamp !== source.rtpTimestamp;
      if (isNew) seen.set(receiver, { rtpTimestamp: source.rtpTimestamp, at: now });
      else if (now - last.at > SILENT_AFTER) continue;
      levels.set(n, source.audioLevel ?? measure(receiver));
    }
    return levels;
  };
}

async function readStat(of: RTCRtpSender | RTCRtpReceiver, type: 'inbound-rtp' | 'media-source'): Promise<number> {
  for (const entry of (await of.getStats()).values() as Iterable<Record<string, unknown>>)
    if (entry.type === type && typeof entry.audioLevel === 'number') return entry.audioLevel;
  return 0;
}

/** How loud one's own microphone is as it is sent, 0 to 1. */
export async function readOwnLevel(sender: RTCRtpSender | undefined): Promise<number> {
  return sender?.track?.enabled ? readStat(sender, 'media-source') : 0;
}
