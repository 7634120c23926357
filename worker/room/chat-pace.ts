/** People type: nobody writes five messages a second for long. */
export const CHAT_PER_SECOND = 5;
/** After a reconnect a browser says again, all at once, what it does not know to have been heard. */
export const CHAT_BURST = 20;

export interface ChatPace {
  /** May this seat say one more now. `now` in ms. */
  take(seat: string, now: number): boolean;
}

/** A token bucket per seat, in memory: after an eviction everybody starts with a full one, which is harmless. */
export function createChatPace(): ChatPace {
  const buckets = new Map<string, { left: number; at: number }>();
  return {
    take(seat, now) {
      const { left, at } = buckets.get(seat) ?? { left: CHAT_BURST, at: now };
      const filled = Math.min(CHAT_BURST, left + ((now - at) / 1_000) * CHAT_PER_SECOND);
      const isFree = filled >= 1;
      buckets.set(seat, { left: isFree ? filled - 1 : filled, at: now });
      return isFree;
    },
  };
}
