import { randomInt } from 'node:crypto';

/** Where the numbering of a new outgoing stream begins: low, so that it does not wrap in its first minutes. */
const FIRST_SEQUENCE_MAX = 30_000;

/** Makes one gapless RTP stream of the layers a follower gets one after the other. */
export class Rewriter {
  readonly #clockRate: number;
  #sequenceOffset = 0;
  #timestampOffset = 0;
  /** Packets of the current layer before the one it was entered at would overwrite the layer before it. */
  #floor = 0;
  #last: { sequence: number; timestamp: number; at: number } | null = null;

  constructor(clockRate: number) {
    this.#clockRate = clockRate;
  }

  /** Enters a layer at this packet: it follows the last one sent, later by the time that has passed. ms. */
  begin(sequence: number, timestamp: number, now: number): void {
    this.#floor = sequence;
    const last = this.#last;
    if (!last) {
      this.#sequenceOffset = randomInt(FIRST_SEQUENCE_MAX) - sequence;
      this.#timestampOffset = 0;
      return;
    }
    const elapsed = Math.max(1, Math.round(((now - last.at) * this.#clockRate) / 1000));
    this.#sequenceOffset = last.sequence + 1 - sequence;
    this.#timestampOffset = last.timestamp + elapsed - timestamp;
  }

  /** The outgoing numbers of a packet of the current layer; null when it is from before the switch. */
  map(sequence: number, timestamp: number, now: number): { sequence: number; timestamp: number } | null {
    if (sequence < this.#floor) return null;
    const mapped = { sequence: sequence + this.#sequenceOffset, timestamp: this.mapTimestamp(timestamp) };
    if (!this.#last || mapped.sequence > this.#last.sequence) this.#last = { ...mapped, at: now };
    return mapped;
  }

  mapTimestamp(timestamp: number): number {
    return (timestamp + this.#timestampOffset) >>> 0;
  }
}
