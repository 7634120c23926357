import { Refusal } from './errors.ts';

/** For tests: what goes wrong with the next calls. */
export interface Fault {
  /** Any when null. */
  method: string | null;
  /** A part of the path. */
  path: string;
  /** How many calls are still to suffer it. */
  times: number;
  /** 200 only delays. */
  status: number;
  /** s, for 429. */
  retryAfter: number | null;
  /** The answer comes so much later. ms. */
  late: number;
  /** The call is done, but its connection ends before the answer, and that of a download halfway. */
  cut: boolean;
}

export class Faults {
  #faults: Fault[] = [];

  add(fault: Fault): void {
    this.#faults.push(fault);
  }

  heal(): void {
    this.#faults = [];
  }

  /** The fault this call suffers, if any; counted. */
  take(method: string, path: string): Fault | null {
    const fault = this.#faults.find(
      (candidate) => candidate.times > 0 && (candidate.method ?? method) === method && path.includes(candidate.path),
    );
    if (!fault) return null;
    fault.times -= 1;
    return fault;
  }
}

/** The refusal of a fault: the gateway's for what the gateway answers, the service's for the rest. */
export function refusalOf({ status }: Fault): Refusal | null {
  if (status < 400) return null;
  if (status === 401) return new Refusal(401, 'Invalid API Token', 'gateway');
  if (status === 403) return new Refusal(403, 'Authentication error', 'gateway');
  if (status === 429) return new Refusal(429, 'Rate limited', 'gateway');
  return new Refusal(status, 'Something failed in the stand-in');
}
