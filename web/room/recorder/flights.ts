/** Fragments on their way at once: enough to catch up after an outage, few enough to leave the call its uplink. */
const WIDTH = 3;
/** So many that were sent later have landed: this one's answer will not come any more, and 'saved up to' waits for it alone. */
const OVERTAKEN_MAX = 3;

/** What is on its way, and how much may be. */
export interface Flights {
  /** How many may be on their way: one after a failure, for a slow line is not faster when it is shared; more again with each that lands. */
  width(): number;
  /** Aborts when the fragment should be sent again, rather than be waited for. */
  start(id: string): AbortSignal;
  landed(id: string): void;
  failed(id: string): void;
}

export function createFlights(): Flights {
  const flights = new Map<string, { order: number; overtaken: number; controller: AbortController }>();
  let started = 0;
  let width = WIDTH;

  return {
    width: () => width,
    start(id) {
      const controller = new AbortController();
      flights.set(id, { order: started++, overtaken: 0, controller });
      return controller.signal;
    },
    landed(id) {
      const order = flights.get(id)?.order ?? -1;
      flights.delete(id);
      width = Math.min(WIDTH, width + 1);
      for (const flight of flights.values()) {
        if (flight.order < order && ++flight.overtaken === OVERTAKEN_MAX) flight.controller.abort();
      }
    },
    failed(id) {
      const wasOvertaken = flights.get(id)?.controller.signal.aborted;
      flights.delete(id);
      if (!wasOvertaken) width = 1;
    },
  };
}
