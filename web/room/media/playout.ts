/** Where a followed track stands. */
export interface Playout {
  /** The sender's time of what is played right now, ms; null until the sender has told its clock. */
  at: number | null;
  /** How long all that was played had waited before, ms in all. */
  waited: number;
  /** How much was played: frames of a picture, samples of a voice. */
  played: number;
}

/** Reads where each followed track stands out of a connection's statistics, by the track's id. */
export function readPlayout(report: RTCStatsReport): Map<string, Playout> {
  const found = new Map<string, Playout>();
  for (const entry of report.values() as Iterable<Record<string, unknown>>) {
    const { trackIdentifier: id, estimatedPlayoutTimestamp: at } = entry;
    const [waited, played] = [Number(entry.jitterBufferDelay), Number(entry.jitterBufferEmittedCount)];
    if (entry.type !== 'inbound-rtp' || typeof id !== 'string' || !(played > 0)) continue;
    found.set(id, { at: typeof at === 'number' ? at : null, waited: waited * 1_000, played });
  }
  return found;
}
