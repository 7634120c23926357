/** Timers that all end with the service. */
export class Timers {
  readonly #running = new Set<NodeJS.Timeout>();

  /** Calls `act` once, `ms` from now; the answer cancels it. */
  after(ms: number, act: () => void): () => void {
    const timer = setTimeout(() => {
      this.#running.delete(timer);
      act();
    }, ms);
    this.#running.add(timer);
    return () => {
      clearTimeout(timer);
      this.#running.delete(timer);
    };
  }

  stop(): void {
    for (const timer of this.#running) clearTimeout(timer);
    this.#running.clear();
  }
}
