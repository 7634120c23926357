const FIRST_ROOM = 4096;

/** A column of unsigned 32-bit numbers that grows: millions of samples without an object each. */
export class NumberColumn {
  private room = new Uint32Array(FIRST_ROOM);
  length = 0;

  push(value: number): void {
    if (this.length === this.room.length) {
      const wider = new Uint32Array(this.length * 2);
      wider.set(this.room);
      this.room = wider;
    }
    this.room[this.length] = value;
    this.length += 1;
  }

  get values(): Uint32Array {
    return this.room.subarray(0, this.length);
  }
}

/** A column kept as runs of equal values, as stts and ctts have it: constant frame rates cost nothing. */
export class RunLengthColumn {
  readonly runs: { count: number; value: number }[] = [];

  push(value: number): void {
    const last = this.runs.at(-1);
    if (last?.value === value) last.count += 1;
    else this.runs.push({ count: 1, value });
  }

  /** The last value that was pushed, or null. */
  get last(): number | null {
    return this.runs.at(-1)?.value ?? null;
  }

  replaceLast(value: number): void {
    const last = this.runs.at(-1);
    if (!last) return;
    last.count -= 1;
    if (last.count === 0) this.runs.pop();
    this.push(value);
  }
}
