import { preciseNow } from './clock.ts';
import type { ReportBlock, SenderTime } from './rtcp.ts';

/** A gap wider than this is a restart of the stream, not loss. Packets. */
const GAP_MAX = 500;
/** A lost packet is asked for this often at most, this long apart, and given up after. */
const NACK_TRIES = 8;
const NACK_INTERVAL = 60;
const NACK_GIVE_UP = 1_500;

interface Missing {
  tries: number;
  askedAt: number;
  since: number;
}

/** What came and what is missing of one incoming RTP stream (RFC 3550, appendix A). */
export class Reception {
  received = 0;
  lost = 0;
  recovered = 0;
  nacked = 0;
  senderTime: (SenderTime & { at: number }) | null = null;
  readonly #clockRate: number;
  readonly #wantsRetransmission: boolean;
  readonly #missing = new Map<number, Missing>();
  #highest: number | null = null;
  #first = 0;
  #jitter = 0;
  #transit: number | null = null;
  #reported = { expected: 0, received: 0 };

  constructor(clockRate: number, wantsRetransmission: boolean) {
    this.#clockRate = clockRate;
    this.#wantsRetransmission = wantsRetransmission;
  }

  get started(): boolean {
    return this.#highest !== null;
  }

  /** The sequence number as it would be without wrapping at 65,536. */
  unwrap(sequence: number): number {
    const highest = this.#highest ?? sequence;
    return highest + (((sequence - highest + 0x8000) & 0xffff) - 0x8000);
  }

  /** Notes a packet that came by itself; returns its unwrapped number. */
  note(sequence: number, timestamp: number): number {
    const unwrapped = this.unwrap(sequence);
    if (this.#highest === null) {
      this.#highest = unwrapped;
      this.#first = unwrapped;
    } else if (unwrapped > this.#highest) {
      this.#noteGap(this.#highest, unwrapped);
      this.#highest = unwrapped;
    } else {
      this.#missing.delete(unwrapped);
    }
    this.received += 1;
    this.#noteTransit(timestamp);
    return unwrapped;
  }

  /** Notes a packet that came as a retransmission; null when we were not waiting for it. */
  noteRecovered(sequence: number): number | null {
    const unwrapped = this.unwrap(sequence);
    if (!this.#missing.delete(unwrapped)) return null;
    this.recovered += 1;
    return unwrapped;
  }

  /** A padding packet carries nothing to forward, but takes a number. */
  skip(sequence: number): void {
    const unwrapped = this.unwrap(sequence);
    this.#missing.delete(unwrapped);
    if (this.#highest !== null && unwrapped > this.#highest) this.#highest = unwrapped;
  }

  /** 16-bit numbers to ask for now, ascending. */
  takeNacks(now: number): number[] {
    const due: number[] = [];
    for (const [sequence, missing] of this.#missing) {
      if (missing.tries >= NACK_TRIES || now - missing.since > NACK_GIVE_UP) {
        this.#missing.delete(sequence);
      } else if (now - missing.askedAt >= NACK_INTERVAL) {
        missing.askedAt = now;
        missing.tries += 1;
        due.push(sequence);
      }
    }
    this.nacked += due.length;
    return due.sort((a, b) => a - b).map((sequence) => sequence & 0xffff);
  }

  reportBlock(ssrc: number): ReportBlock {
    const highest = this.#highest ?? 0;
    const expected = highest - this.#first + 1;
    this.lost = Math.max(0, expected - this.received);
    const newExpected = expected - this.#reported.expected;
    const newLost = newExpected - (this.received - this.#reported.received);
    this.#reported = { expected, received: this.received };
    const time = this.senderTime;
    return {
      ssrc,
      fractionLost: newExpected > 0 && newLost > 0 ? Math.min(255, Math.floor((newLost * 256) / newExpected)) : 0,
      totalLost: this.lost,
      highestSequence: highest,
      jitter: this.#jitter,
      lastSenderReport: time ? ((time.ntpSeconds & 0xffff) << 16) | (time.ntpFraction >>> 16) : 0,
      delaySinceLastSenderReport: time ? Math.floor((preciseNow() - time.at) * 65.536) : 0,
    };
  }

  #noteGap(highest: number, next: number): void {
    if (!this.#wantsRetransmission || next - highest > GAP_MAX) return;
    const now = Date.now();
    for (let lost = highest + 1; lost < next; lost += 1) this.#missing.set(lost, { tries: 0, askedAt: 0, since: now });
  }

  #noteTransit(timestamp: number): void {
    const transit = preciseNow() * (this.#clockRate / 1000) - timestamp;
    const change = this.#transit === null ? 0 : Math.abs(transit - this.#transit);
    this.#transit = transit;
    // A timestamp that wraps or restarts is no jitter.
    if (change < this.#clockRate * 10) this.#jitter += (change - this.#jitter) / 16;
  }
}
