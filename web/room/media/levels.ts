/** Reads how loud the others are. Keeps what it saw last: a receiver that got nothing since is silent. */
export function createLevels(): (receivers: Iterable<[n: number, receiver: RTCRtpReceiver]>) => Map<number, number> {
  const seen = new WeakMap<RTCRtpReceiver, number>();
  return (receivers) => {
    const levels = new Map<number, number>();
    for (const [n, receiver] of receivers) {
      const [source] = receiver.getSynchronizationSources();
      if (!source || seen.get(receiver) === source.rtpTimestamp) continue;
      seen.set(receiver, source.rtpTimestamp);
      levels.set(n, source.audioLevel ?? 0);
    }
    return levels;
  };
}

/** How loud one's own microphone is as it is sent, 0 to 1. */
export async function readOwnLevel(sender: RTCRtpSender | undefined): Promise<number> {
  if (!sender?.track?.enabled) return 0;
  for (const entry of (await sender.getStats()).values() as Iterable<Record<string, unknown>>)
    if (entry.type === 'media-source' && typeof entry.audioLevel === 'number') return entry.audioLevel;
  return 0;
}
