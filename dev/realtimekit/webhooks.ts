import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { decode } from './decode.ts';
import { missing } from './errors.ts';

export const WEBHOOK_EVENTS = [
  'meeting.started',
  'meeting.ended',
  'meeting.participantJoined',
  'meeting.participantLeft',
  'meeting.chatSynced',
  'recording.statusUpdate',
  'livestreaming.statusUpdate',
  'meeting.transcript',
  'meeting.summary',
] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

const Name = v.pipe(v.string(), v.minLength(1));
const Url = v.pipe(v.string(), v.url());
const Events = v.pipe(v.array(v.picklist(WEBHOOK_EVENTS)), v.minLength(1));
const WebhookBody = v.strictObject({ name: Name, url: Url, events: Events, enabled: v.optional(v.boolean(), true) });
const WebhookPatch = v.partial(v.strictObject({ name: Name, url: Url, events: Events, enabled: v.boolean() }));

export interface Webhook extends v.InferOutput<typeof WebhookBody> {
  id: string;
  createdAt: Date;
  updatedAt: Date;
}

/** Where events are sent. */
export class Webhooks {
  readonly all = new Map<string, Webhook>();

  create(body: unknown): object {
    const webhook = { id: randomUUID(), ...decode(WebhookBody, body), createdAt: new Date(), updatedAt: new Date() };
    this.all.set(webhook.id, webhook);
    return { data: shown(webhook) };
  }

  list(): object {
    return { data: [...this.all.values()].map(shown) };
  }

  get(id: string): object {
    return { data: shown(this.#require(id)) };
  }

  replace(id: string, body: unknown): object {
    return { data: shown(Object.assign(this.#require(id), decode(WebhookBody, body), { updatedAt: new Date() })) };
  }

  patch(id: string, body: unknown): object {
    return { data: shown(Object.assign(this.#require(id), decode(WebhookPatch, body), { updatedAt: new Date() })) };
  }

  delete(id: string): object {
    const webhook = this.#require(id);
    this.all.delete(id);
    return { data: shown(webhook) };
  }

  #require(id: string): Webhook {
    const webhook = this.all.get(id);
    if (!webhook) throw missing('Webhook');
    return webhook;
  }
}

function shown({ createdAt, updatedAt, ...webhook }: Webhook): object {
  return { ...webhook, created_at: createdAt.toISOString(), updated_at: updatedAt.toISOString() };
}
