import { backoff } from '../backoff.ts';
import { createFlights } from './flights.ts';
import { putFragment } from './landing.ts';
import type { FragmentKey, Spool, SpooledFragment } from './spool.ts';

export interface HandoverEvents {
  onLanded(landed: { number: number; savedMs: number; pending: number }): void;
  /** A fragment was refused for good, or the recording is over; the others are still tried. */
  onRefused(reason: string): void;
  /** This browser's storage takes no more: pieces wait in memory, and would go with the page. Said once. */
  onUnspooled?(): void;
}

/** Brings fragments to the server, in any order, each until it is acknowledged or refused. */
export interface Handover {
  /** A fresh fragment. Resolves when it is safe in this browser. */
  add(fragment: SpooledFragment): Promise<void>;
  /** One that an earlier page left in the spool. */
  resend(key: FragmentKey): void;
  /** Resolves when nothing is on its way or waiting any more. */
  settled(): Promise<void>;
}

export function openHandover(spool: Spool, events: HandoverEvents): Handover {
  const waiting: FragmentKey[] = [];
  /** Fragments on their way into the spool, or those it had no room for: these die with the page, but not before. */
  const unspooled = new Map<string, SpooledFragment>();
  const spooling = new Map<string, Promise<void>>();
  const over = new Set<string>();
  const idle: (() => void)[] = [];
  const flights = createFlights();
  let inFlight = 0;
  let savedMs = 0;
  let isUnspooled = false;

  function pump(): void {
    while (inFlight < flights.width()) {
      const key = waiting.shift();
      if (!key) break;
      inFlight++;
      bring(key)
        .catch((error: unknown) => events.onRefused(`This browser cannot read its storage: ${String(error)}`))
        .finally(() => {
          inFlight--;
          pump();
        });
    }
    if (inFlight === 0) for (const resolve of idle.splice(0)) resolve();
  }

  async function bring(key: FragmentKey): Promise<void> {
    const [sessionId, recording, , number] = key;
    const fragment = unspooled.get(key.join()) ?? (await spool.get(key));
    if (!fragment) return;
    for (let attempt = 0; !over.has(recording); attempt++) {
      const landing = await putFragment(fragment, flights.start(key.join()));
      if (landing.kind === 'again') flights.failed(key.join());
      else flights.landed(key.join());
      switch (landing.kind) {
        case 'landed':
          await forget(key);
          savedMs = Math.max(savedMs, landing.savedMs);
          events.onLanded({ number, savedMs, pending: waiting.length + inFlight - 1 });
          return;
        case 'over':
          if (!over.has(recording)) events.onRefused('This recording is already finished.');
          over.add(recording);
          await spool.forgetRecording(sessionId, recording);
          return;
        case 'refused':
          events.onRefused(landing.reason);
          return;
        case 'again':
          await new Promise((resolve) => setTimeout(resolve, backoff(attempt)));
          break;
        default:
          landing satisfies never;
      }
    }
    await forget(key);
  }

  async function forget(key: FragmentKey): Promise<void> {
    await spooling.get(key.join());
    if (!unspooled.delete(key.join())) await spool.remove(key);
  }

  async function put(key: FragmentKey, fragment: SpooledFragment): Promise<void> {
    try {
      await spool.put(fragment);
      unspooled.delete(key.join());
    } catch (error) {
      if (!isUnspooled) {
        console.warn('fieldroom: the recording waits in memory, storage refused it', error);
        events.onUnspooled?.();
      }
      isUnspooled = true;
    }
    spooling.delete(key.join());
  }

  function resend(key: FragmentKey): void {
    waiting.push(key);
    pump();
  }

  return {
    add(fragment) {
      const key: FragmentKey = [fragment.sessionId, fragment.recording, fragment.segment, fragment.number];
      unspooled.set(key.join(), fragment);
      const safe = put(key, fragment);
      spooling.set(key.join(), safe);
      // The way to the server and the one into the spool are gone side by side: the first is what is safe for all.
      resend(key);
      return safe;
    },
    resend,
    settled: () => (inFlight === 0 && waiting.length === 0 ? Promise.resolve() : new Promise((r) => idle.push(r))),
  };
}
