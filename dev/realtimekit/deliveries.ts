import { randomUUID } from 'node:crypto';
import type { Payload } from './payloads.ts';
import type { Signing } from './signing.ts';
import type { Timers } from './timers.ts';
import type { Webhook, Webhooks } from './webhooks.ts';

/** Undocumented: how long the service waits before it tries again. ms. */
export const RETRIES: readonly number[] = [1_000, 5_000, 30_000];
/** A receiver that takes longer has failed. ms. */
const PATIENCE = 30_000;

export interface Delivery {
  /** `rtk-uuid`: the same for each attempt and each duplicate of one delivery. */
  uuid: string;
  webhook: Webhook;
  event: string;
  body: string;
  state: 'held' | 'dropped' | 'sending' | 'waiting' | 'delivered' | 'failed';
  /** What came back, in order; null where nothing did. */
  answers: (number | null)[];
}

/** For tests: what goes wrong with webhooks on their way. */
export interface Trouble {
  /** Deliveries wait for `release`. */
  hold: boolean;
  /** ms before each first attempt. */
  late: number;
  /** Each comes twice. */
  duplicate: boolean;
  /** Never sent at all. */
  drop: boolean;
  wrongSignature: boolean;
  /** So many are gathered and then sent in reverse; 0 for none. */
  reorder: number;
}
const NO_TROUBLE: Trouble = {
  hold: false,
  late: 0,
  duplicate: false,
  drop: false,
  wrongSignature: false,
  reorder: 0,
};

/** Sends webhooks: signed, tried again only on 5xx or when nothing answers. */
export class Deliveries {
  readonly all: Delivery[] = [];
  trouble: Trouble = NO_TROUBLE;
  readonly #webhooks: Webhooks;
  readonly #signing: Signing;
  readonly #timers: Timers;
  readonly #retries: readonly number[];
  #gathered: Delivery[] = [];

  constructor(webhooks: Webhooks, signing: Signing, timers: Timers, retries: readonly number[] = RETRIES) {
    this.#webhooks = webhooks;
    this.#signing = signing;
    this.#timers = timers;
    this.#retries = retries;
  }

  /** To every webhook that wants the event. */
  send(payload: Payload): void {
    for (const webhook of this.#webhooks.all.values()) {
      if (!webhook.enabled || !webhook.events.includes(payload.event)) continue;
      const delivery: Delivery = {
        uuid: randomUUID(),
        webhook,
        event: payload.event,
        body: JSON.stringify(payload),
        state: 'held',
        answers: [],
      };
      this.all.push(delivery);
      this.#dispatch(delivery);
    }
  }

  setTrouble(trouble: Partial<Trouble>): void {
    this.trouble = { ...NO_TROUBLE, ...trouble };
  }

  /** Sends what is held, in the order it came or the other way round. */
  release(reversed = false): number {
    const held = this.all.filter(({ state }) => state === 'held');
    this.#gathered = [];
    for (const delivery of reversed ? held.reverse() : held) this.#go(delivery);
    return held.length;
  }

  /** Sends the last delivery of an event, or of any, once more under its old id. */
  replay(event: string | null): number {
    const last = this.all.findLast((delivery) => event === null || delivery.event === event);
    if (last) this.#go(last);
    return last ? 1 : 0;
  }

  #dispatch(delivery: Delivery): void {
    const { hold, late, duplicate, drop, reorder } = this.trouble;
    if (drop) {
      delivery.state = 'dropped';
    } else if (reorder > 0) {
      this.#gathered.push(delivery);
      if (this.#gathered.length < reorder) return;
      for (const gathered of this.#gathered.splice(0).reverse()) this.#go(gathered);
    } else if (!hold) {
      if (late > 0) this.#timers.after(late, () => this.#go(delivery));
      else this.#go(delivery);
      if (duplicate) this.#timers.after(late, () => this.#go(delivery));
    }
  }

  #go(delivery: Delivery): void {
    this.#attempt(delivery, 0).catch((error: unknown) => console.error('realtimekit: webhook', error));
  }

  async #attempt(delivery: Delivery, failures: number): Promise<void> {
    delivery.state = 'sending';
    const status = await this.#post(delivery);
    delivery.answers.push(status);
    if (status !== null && status < 500) {
      delivery.state = status >= 200 && status < 300 ? 'delivered' : 'failed';
      return;
    }
    const wait = this.#retries[failures];
    delivery.state = wait === undefined ? 'failed' : 'waiting';
    if (wait === undefined) return;
    this.#timers.after(wait, () => {
      this.#attempt(delivery, failures + 1).catch((error: unknown) => console.error('realtimekit: webhook', error));
    });
  }

  async #post({ uuid, webhook, body }: Delivery): Promise<number | null> {
    const headers = {
      'content-type': 'application/json',
      'rtk-signature': this.#signing.signatureOf(body, this.trouble.wrongSignature),
      'rtk-uuid': uuid,
      'rtk-webhook-id': webhook.id,
    };
    try {
      const answer = await fetch(webhook.url, {
        method: 'POST',
        headers,
        body,
        redirect: 'manual',
        signal: AbortSignal.timeout(PATIENCE),
      });
      await answer.arrayBuffer();
      return answer.status;
    } catch (error) {
      if (error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError')) return null;
      throw error;
    }
  }
}
