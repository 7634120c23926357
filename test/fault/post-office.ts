import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chance } from './random.ts';

/** Of 100 calls so many are refused, and so many are never answered; every other one of those was taken in all the same. */
const REFUSED = 0.2;
const UNANSWERED = 0.05;

export interface Delivery {
  key: string;
  to: { email: string };
  subject: string;
  text: string;
  /** When the call that was taken in came, UTC ms. */
  at: number;
}

export interface PostOffice {
  url: string;
  /** What was taken in. A key seen before is answered with success and delivers nothing, as mail services with idempotency keys do. */
  deliveries: Delivery[];
  /** Calls by a key that had been taken in already. */
  repeats: () => number;
  calls: () => number;
  /** From now on calls go wrong. */
  trouble: (isOn: boolean) => void;
  stop: () => void;
}

/** A mail server that outlives the Worker and treats it badly. Speaks the local mailbox's language. */
export async function openPostOffice(seed: number): Promise<PostOffice> {
  const deliveries: Delivery[] = [];
  const tries = new Map<string, number>();
  let isTroubled = false;
  let repeats = 0;
  let calls = 0;

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const key = String(request.headers['idempotency-key']);
    const at = Date.now();
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const mail = JSON.parse(Buffer.concat(chunks).toString()) as Omit<Delivery, 'key' | 'at'>;
    const number = (tries.get(key) ?? 0) + 1;
    tries.set(key, number);
    calls += 1;
    const luck = isTroubled ? chance(seed, 'call', key, number) : 1;
    if (luck < REFUSED) return answer(response, 503, { error: 'Not now.' });
    const isUnanswered = luck < REFUSED + UNANSWERED;
    if (!isUnanswered || luck < REFUSED + UNANSWERED / 2) {
      if (deliveries.some((delivery) => delivery.key === key)) repeats += 1;
      else deliveries.push({ ...mail, key, at });
    }
    if (!isUnanswered) answer(response, 201, { id: deliveries.length });
  }

  const server = createServer((request, response) => {
    if (request.method !== 'POST') {
      const to = new URL(request.url ?? '/', 'http://localhost').searchParams.get('to');
      return answer(response, 200, deliveries.filter((mail) => mail.to.email === to).reverse());
    }
    // A Worker killed in the middle of a call hangs up.
    take(request, response).catch((error: Error) => response.destroy(error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    deliveries,
    repeats: () => repeats,
    calls: () => calls,
    trouble: (isOn) => void (isTroubled = isOn),
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(body));
}
