import { Deliveries } from './deliveries.ts';
import { Faults } from './faults.ts';
import type { Filming, RecorderPace } from './recorder.ts';
import { DOCUMENTED_PACE, Recorder } from './recorder.ts';
import { Kit } from './kit.ts';
import { LiveSessions } from './live.ts';
import { payloadOf } from './payloads.ts';
import { Signing } from './signing.ts';
import { Tokens } from './tokens.ts';
import { Webhooks } from './webhooks.ts';

/** What the caller's API token may do: all, look only, or nothing of RealtimeKit. */
export type Rights = 'edit' | 'read' | 'none';

export interface ServiceOptions {
  accountId: string;
  apiToken: string;
  /** A UUID. */
  appId: string;
  pace?: Partial<RecorderPace>;
  /** ms a session lives after the last one left (60,000 when absent). */
  keepAlive?: number;
  /** ms between attempts to deliver a webhook. */
  retries?: readonly number[];
  film: Filming;
  /** Those of an earlier run: base64 for the tokens, PEM for the webhooks. */
  keys?: { tokens: string; signing: string };
}

/** The parts of the service, put together. */
export class Service {
  readonly options: ServiceOptions;
  readonly kit: Kit;
  readonly tokens: Tokens;
  readonly live: LiveSessions;
  readonly recorder: Recorder;
  readonly webhooks = new Webhooks();
  readonly signing: Signing;
  readonly deliveries: Deliveries;
  readonly faults = new Faults();
  rights: Rights = 'edit';
  /** Where downloads are: known when the port is. */
  origin = '';

  constructor(options: ServiceOptions) {
    this.options = options;
    this.kit = new Kit(options.appId);
    this.tokens = new Tokens(options.accountId, options.keys?.tokens);
    this.signing = new Signing(options.keys?.signing);
    this.live = new LiveSessions(this.kit, options.keepAlive);
    this.recorder = new Recorder(this.kit, this.live, options.film, { ...DOCUMENTED_PACE, ...options.pace });
    this.deliveries = new Deliveries(this.webhooks, this.signing, this.kit.timers, options.retries);
    this.kit.happenings.watch((happening) => {
      const payload = payloadOf(happening, { organization: options.accountId, origin: this.origin });
      if (payload) this.deliveries.send(payload);
    });
  }

  stop(): void {
    this.kit.timers.stop();
  }
}
