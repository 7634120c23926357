import { preciseNow } from './clock.ts';

/** Transport-wide feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01), for the option of delay-based estimation. */
const DELTA_US = 250;
const REFERENCE_US = 64_000;
/** Feedback about more packets than this at once would not fit one datagram. */
const STATUSES_MAX = 2_000;

export class TransportCc {
  #arrivals: { sequence: number; us: number }[] = [];
  #highest: number | null = null;
  #next: number | null = null;
  #feedbacks = 0;

  /** Notes the arrival of a packet by its 16-bit transport-wide sequence number. */
  add(sequence: number): void {
    const last = this.#highest ?? sequence;
    const distance = ((sequence - last + 0x8000) & 0xffff) - 0x8000;
    const unwrapped = last + distance;
    this.#highest = Math.max(last, unwrapped);
    this.#arrivals.push({ sequence: unwrapped, us: Math.round(preciseNow() * 1000) });
  }

  /** The feedback packet for what came since the last one; null when nothing did. */
  take(sender: number, media: number): Buffer | null {
    const next = this.#next;
    const arrivals = this.#arrivals
      .splice(0)
      .filter(({ sequence }) => next === null || sequence >= next)
      .sort((a, b) => a.sequence - b.sequence);
    const [first] = arrivals;
    const last = arrivals.at(-1);
    if (!first || !last) return null;
    const base = next ?? first.sequence;
    const count = Math.min(last.sequence - base + 1, STATUSES_MAX);
    this.#next = base + count;

    const reference = Math.floor(first.us / REFERENCE_US);
    const { symbols, deltas } = encodeDeltas(arrivals, base, count, reference * REFERENCE_US);
    const chunks = statusChunks(symbols);
    const bytes = 20 + chunks.length + deltas.length;
    const padding = (4 - (bytes & 3)) & 3;
    const packet = Buffer.alloc(bytes + padding);
    packet.writeUInt8(0x8f | (padding ? 0x20 : 0), 0);
    packet.writeUInt8(205, 1);
    packet.writeUInt16BE(packet.length / 4 - 1, 2);
    packet.writeUInt32BE(sender, 4);
    packet.writeUInt32BE(media, 8);
    packet.writeUInt16BE(base & 0xffff, 12);
    packet.writeUInt16BE(count, 14);
    packet.writeUIntBE(reference & 0xffffff, 16, 3);
    packet.writeUInt8(this.#feedbacks & 0xff, 19);
    this.#feedbacks += 1;
    chunks.copy(packet, 20);
    deltas.copy(packet, 20 + chunks.length);
    if (padding) packet.writeUInt8(padding, packet.length - 1);
    return packet;
  }
}

function encodeDeltas(
  arrivals: readonly { sequence: number; us: number }[],
  base: number,
  count: number,
  referenceUs: number,
): { symbols: Uint8Array; deltas: Buffer } {
  const symbols = new Uint8Array(count);
  const deltas: Buffer[] = [];
  let previousUs = referenceUs;
  for (const { sequence, us } of arrivals) {
    const index = sequence - base;
    if (index >= count || symbols[index]) continue;
    const ticks = Math.round((us - previousUs) / DELTA_US);
    previousUs += ticks * DELTA_US;
    if (ticks >= 0 && ticks <= 255) {
      symbols[index] = 1;
      deltas.push(Buffer.of(ticks));
    } else {
      symbols[index] = 2;
      const large = Buffer.alloc(2);
      large.writeInt16BE(Math.max(-0x8000, Math.min(0x7fff, ticks)), 0);
      deltas.push(large);
    }
  }
  return { symbols, deltas: Buffer.concat(deltas) };
}

/** Status vector chunks of seven two-bit symbols. */
function statusChunks(symbols: Uint8Array): Buffer {
  const chunks = Buffer.alloc(Math.ceil(symbols.length / 7) * 2);
  for (let first = 0; first < symbols.length; first += 7) {
    let chunk = 0xc000;
    for (let index = 0; index < 7; index += 1) chunk |= (symbols[first + index] ?? 0) << (12 - 2 * index);
    chunks.writeUInt16BE(chunk, (first / 7) * 2);
  }
  return chunks;
}
