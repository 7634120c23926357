/** A busy client sends a few messages a second; a burst comes with entering and with layouts of many tiles. */
const PER_SECOND = 60;
const BURST = 200;
/** Past this many refused messages without a pause it is a flood, and the socket is closed. */
const FLOOD = 300;

interface Bucket {
  left: number;
  at: number;
  refused: number;
}

export interface Brake {
  /** Takes one message: 'flood' when the socket should go. `now` in ms. */
  take(socket: WebSocket, now: number): 'pass' | 'refuse' | 'silent' | 'flood';
}

/** A token bucket per socket, in memory: after an eviction everybody starts with a full one, which is harmless. */
export function createBrake(): Brake {
  const buckets = new WeakMap<WebSocket, Bucket>();
  return {
    take(socket, now) {
      const bucket = buckets.get(socket) ?? { left: BURST, at: now, refused: 0 };
      buckets.set(socket, bucket);
      bucket.left = Math.min(BURST, bucket.left + ((now - bucket.at) / 1_000) * PER_SECOND);
      bucket.at = now;
      if (bucket.left >= 1) {
        bucket.left -= 1;
        if (bucket.left > BURST / 2) bucket.refused = 0;
        return 'pass';
      }
      bucket.refused += 1;
      if (bucket.refused > FLOOD) return 'flood';
      // Told once per burst: answering a flood with another one helps nobody.
      return bucket.refused === 1 ? 'refuse' : 'silent';
    },
  };
}
