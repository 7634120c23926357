/** Writes H.264 bit syntax (ITU-T H.264 7.2, 9.1): fixed-length, Exp-Golomb, and raw bytes when aligned. */
export class BitWriter {
  #bytes: number[] = [];
  #current = 0;
  #filled = 0;

  u(width: number, value: number): this {
    for (let i = width - 1; i >= 0; i--) this.#bit((value >>> i) & 1);
    return this;
  }

  ue(value: number): this {
    const width = Math.floor(Math.log2(value + 1));
    return this.u(width, 0).u(width + 1, value + 1);
  }

  se(value: number): this {
    return this.ue(value > 0 ? 2 * value - 1 : -2 * value);
  }

  /** Zero bits up to the next byte. */
  align(): this {
    while (this.#filled) this.#bit(0);
    return this;
  }

  raw(bytes: Iterable<number>): this {
    for (const byte of bytes) this.#bytes.push(byte);
    return this;
  }

  /** rbsp_trailing_bits, then the NAL unit with its emulation prevention bytes (7.4.1). */
  nal(header: number): Uint8Array {
    this.#bit(1);
    this.align();
    const out = [header];
    let zeros = 0;
    for (const byte of this.#bytes) {
      if (zeros >= 2 && byte <= 3) {
        out.push(3);
        zeros = 0;
      }
      out.push(byte);
      zeros = byte === 0 ? zeros + 1 : 0;
    }
    return Uint8Array.from(out);
  }

  #bit(bit: number): void {
    this.#current = (this.#current << 1) | bit;
    if (++this.#filled < 8) return;
    this.#bytes.push(this.#current & 0xff);
    this.#current = 0;
    this.#filled = 0;
  }
}
