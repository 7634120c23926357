import { createHash } from 'node:crypto';

/** Half of an MD5: enough to tell a quarter of a million packets apart, in 8 bytes each. */
const HASH_BYTES = 8;

/** Hashes of a track's packets, in order. */
export class PacketList {
  #room = Buffer.alloc(HASH_BYTES * 4096);
  length = 0;

  add(packet: Uint8Array): void {
    if (this.length * HASH_BYTES === this.#room.length) this.#room = Buffer.concat([this.#room, this.#room]);
    createHash('md5')
      .update(packet)
      .digest()
      .copy(this.#room, this.length * HASH_BYTES, 0, HASH_BYTES);
    this.length += 1;
  }

  /** How many packets are not the same at the same place, those that only one list has included. */
  differsFrom(other: PacketList): number {
    const both = Math.min(this.length, other.length);
    let differing = Math.max(this.length, other.length) - both;
    for (let i = 0; i < both; i++) if (this.#at(i) !== other.#at(i)) differing += 1;
    return differing;
  }

  #at(index: number): bigint {
    return this.#room.readBigUInt64BE(index * HASH_BYTES);
  }
}
