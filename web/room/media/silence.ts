/** A track that should flow and gives nothing for this long is followed, or published, anew: this one alone. ms */
const RENEW_AFTER = 4_000;
/** If that did not help within this, the whole transport is replaced, once. ms */
const REPLACE_AFTER = 8_000;

export interface TrackLook<Key> {
  key: Key;
  /** Packets of it until now; a renewed track counts from zero. */
  packets: number;
}

interface Watched {
  packets: number;
  since: number;
  step: 'flows' | 'renewed' | 'replaced';
}

/** Judges looks at tracks that should flow (ms between them do not matter). What is not in a look is forgotten. */
export function createSilence<Key>(): (looks: TrackLook<Key>[], now: number) => { renew: Key[]; replace: boolean } {
  let watched = new Map<Key, Watched>();
  return (looks, now) => {
    const renew: Key[] = [];
    let replace = false;
    const next = new Map<Key, Watched>();
    for (const { key, packets } of looks) {
      const before = watched.get(key);
      const flows = before === undefined || (packets > 0 && packets !== before.packets);
      const track: Watched = flows ? { packets, since: now, step: 'flows' } : { ...before, packets };
      if (track.step === 'flows' && now - track.since >= RENEW_AFTER) {
        renew.push(key);
        next.set(key, { packets, since: now, step: 'renewed' });
      } else if (track.step === 'renewed' && now - track.since >= REPLACE_AFTER) {
        replace = true;
        next.set(key, { packets, since: now, step: 'replaced' });
      } else next.set(key, track);
    }
    watched = next;
    return { renew, replace };
  };
}

/** Packets by mid, of what is received or of what is sent, all simulcast layers together. */
export function packetsByMid(report: RTCStatsReport, way: 'in' | 'out'): Map<string, number> {
  const [type, field] = way === 'in' ? ['inbound-rtp', 'packetsReceived'] : ['outbound-rtp', 'packetsSent'];
  const sums = new Map<string, number>();
  for (const entry of report.values() as Iterable<Record<string, unknown>>) {
    const packets = entry[field];
    if (entry.type !== type || typeof entry.mid !== 'string' || typeof packets !== 'number') continue;
    sums.set(entry.mid, (sums.get(entry.mid) ?? 0) + packets);
  }
  return sums;
}
