/** A call that is not done. `gateway` is what stands before the service: it answers in Cloudflare's usual envelope. */
export class Refusal extends Error {
  readonly status: number;
  readonly from: 'service' | 'gateway';

  constructor(status: number, message: string, from: 'service' | 'gateway' = 'service') {
    super(message);
    this.status = status;
    this.from = from;
  }
}

export function invalid(message: string): Refusal {
  return new Refusal(400, message);
}

export function missing(what: string): Refusal {
  return new Refusal(404, `${what} not found`);
}

export function conflict(message: string): Refusal {
  return new Refusal(409, message);
}

/** Cloudflare's codes of what its API gateway refuses (api/troubleshooting): bad tokens, missing rights, too many calls. */
const GATEWAY_CODES: Record<number, number> = { 401: 1000, 403: 10_000, 429: 10_429 };

/** The body of a refusal: `error` of the service, `errors` of the gateway. The service's is not in the API reference: read neither strictly. */
export function envelopeOf({ status, message, from }: Refusal): object {
  if (from === 'service') return { success: false, error: { code: status, message } };
  return { success: false, errors: [{ code: GATEWAY_CODES[status] ?? status, message }], messages: [], result: null };
}
