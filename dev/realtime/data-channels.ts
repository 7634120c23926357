import type { RTCDataChannel } from 'werift';
import { Sctp } from './sctp.ts';
import type { DeliveryPolicy } from './sctp.ts';

/** The reserved channel of a transport that was set up by `datachannels/establish`. */
export const SERVER_EVENTS = 'server-events';
const SERVER_EVENTS_ID = 0;
/** Odd ids are the DTLS server's (RFC 8832, 6): a browser that opens channels by itself never takes one of them. */
const FIRST_ID = 1;
const ID_STEP = 2;
/** A subscriber with `waitForAck` must speak up within this. ms. */
const ACK_WITHIN = 30_000;

export interface Publication {
  kind: 'local';
  id: number;
  name: string;
  policy: DeliveryPolicy;
  channel: RTCDataChannel;
  subscribers: Set<ChannelSubscription>;
  /** The one subscriber whose messages reach the publisher. */
  replier: ChannelSubscription | null;
}

export interface ChannelSubscription {
  kind: 'remote';
  id: number;
  name: string;
  publisherId: string;
  publication: Publication;
  channel: RTCDataChannel;
  /** Delivery is held until the subscriber's first message. */
  held: boolean;
}

export type ChannelUse = Publication | ChannelSubscription;
export type ChannelStatus = 'initializing' | 'active' | 'inactive';

/** The data channels of one session. */
export class DataChannels {
  readonly uses = new Map<number, ChannelUse>();
  serverEvents = false;
  #sctp: Sctp | null = null;
  #nextId = FIRST_ID;
  #waiting: (() => void)[] = [];

  get established(): boolean {
    return this.#sctp !== null;
  }

  get connected(): boolean {
    return this.#sctp?.connected ?? false;
  }

  /** Starts SCTP; a later offer of the same m-line changes nothing. */
  establish(send: (data: Buffer) => Promise<void>, remote: { port: number; maxMessageSize: number }): void {
    if (this.#sctp) return;
    this.#sctp = new Sctp(send, remote.port, remote.maxMessageSize);
    this.#sctp.onConnected(() => {
      for (const resume of this.#waiting.splice(0)) resume();
    });
  }

  /** When we made the offer, we open the reserved channel; else the browser already has. */
  announceServerEvents(): void {
    this.#sctp?.announced(SERVER_EVENTS_ID, SERVER_EVENTS);
  }

  receive(data: Buffer): void {
    this.#sctp?.receive(data);
  }

  waitConnected(ms: number): Promise<boolean> {
    if (this.connected) return Promise.resolve(true);
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), ms);
      this.#waiting.push(() => {
        clearTimeout(timer);
        resolve(true);
      });
    });
  }

  publication(name: string): Publication | null {
    for (const use of this.uses.values()) if (use.kind === 'local' && use.name === name) return use;
    return null;
  }

  subscription(publisherId: string, name: string): ChannelSubscription | null {
    for (const use of this.uses.values()) {
      if (use.kind === 'remote' && use.publisherId === publisherId && use.name === name) return use;
    }
    return null;
  }

  publish(name: string, policy: DeliveryPolicy): Publication {
    const { id, channel } = this.#allocate(name, policy);
    const publication: Publication = {
      kind: 'local',
      id,
      name,
      policy,
      channel,
      subscribers: new Set(),
      replier: null,
    };
    channel.onMessage.subscribe((message) => {
      for (const subscriber of publication.subscribers) if (!subscriber.held) deliver(subscriber.channel, message);
    });
    this.uses.set(id, publication);
    return publication;
  }

  subscribe(publisherId: string, publication: Publication, waitForAck: boolean): ChannelSubscription {
    const { name, policy } = publication;
    const { id, channel } = this.#allocate(name, policy);
    const subscription: ChannelSubscription = {
      kind: 'remote',
      id,
      name,
      publisherId,
      publication,
      channel,
      held: waitForAck,
    };
    channel.onMessage.subscribe((message) => {
      if (subscription.held) subscription.held = false;
      else if (publication.replier === subscription) deliver(publication.channel, message);
    });
    if (waitForAck) {
      const timer = setTimeout(() => {
        if (subscription.held) this.close(id);
      }, ACK_WITHIN);
      timer.unref();
    }
    publication.subscribers.add(subscription);
    this.uses.set(id, subscription);
    return subscription;
  }

  /** Ends one channel; null when there is none of that id. */
  close(id: number): ChannelUse | null {
    const use = this.uses.get(id);
    if (!use) return null;
    this.uses.delete(id);
    if (use.kind === 'local') use.subscribers.clear();
    else detach(use);
    use.channel.close();
    return use;
  }

  status(use: ChannelUse | null): ChannelStatus {
    const state = use?.channel.readyState ?? (this.connected ? 'open' : 'connecting');
    if (state === 'open')
      return use?.kind === 'remote' && !use.publication.subscribers.has(use) ? 'inactive' : 'active';
    return state === 'connecting' ? 'initializing' : 'inactive';
  }

  async stop(): Promise<void> {
    for (const use of this.uses.values()) {
      if (use.kind === 'local') use.subscribers.clear();
      else detach(use);
    }
    await this.#sctp?.stop();
  }

  #allocate(name: string, policy: DeliveryPolicy): { id: number; channel: RTCDataChannel } {
    if (!this.#sctp) throw new Error('no data channel transport');
    const id = this.#nextId;
    this.#nextId += ID_STEP;
    return { id, channel: this.#sctp.negotiated(id, name, policy) };
  }
}

function detach(subscription: ChannelSubscription): void {
  const { publication } = subscription;
  publication.subscribers.delete(subscription);
  if (publication.replier === subscription) publication.replier = null;
}

function deliver(channel: RTCDataChannel, message: string | Buffer): void {
  if (channel.readyState === 'open') channel.send(message);
}
