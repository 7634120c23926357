import { createPulse } from './pulse.ts';

/** 'disconnected' often passes by itself (a lost burst, a network switch); longer than this and a new transport is faster. ms. */
const DISCONNECTED_FOR = 1_000;
/** An answered transport that has not connected by then will not: the service itself waits no longer. ms. */
const CONNECT_WITHIN = 6_000;
/** Looks at what comes in, ms. */
const LOOK_EVERY = 400;
/** So many looks in a row must find it dead while the Room answers: what comes back with the network is not replaced. */
const DOUBTS = 2;

type Connection = Pick<RTCPeerConnection, 'connectionState' | 'addEventListener' | 'removeEventListener'>;

export interface Watching {
  /** What has come in until now (media/pulse.ts). */
  look: () => Promise<{ signs: number; hasVoices: boolean }>;
  /** Does the way to the Room work right now? When it does not, a new transport would not come about either. */
  reachable: () => Promise<boolean>;
  onWell: () => void;
  /** Told once: it should be replaced. */
  onDead: () => void;
}

/**
 * Watches an answered transport. The browser takes 5 to 30 s to say that nothing comes any more; what is counted on the
 * connection says so in two. Returns how to stop.
 */
export function watchTransport(pc: Connection, { look, reachable, onWell, onDead }: Watching): () => void {
  const connecting = setTimeout(dead, CONNECT_WITHIN);
  const looks = setInterval(() => {
    judge().catch((error: unknown) => console.info('Not looked at', error));
  }, LOOK_EVERY);
  const pulse = createPulse();
  let disconnectedAt: number | null = null;
  let doubts = 0;
  let judging = false;
  let over = false;

  async function judge(): Promise<void> {
    if (judging || !['connected', 'disconnected'].includes(pc.connectionState)) return;
    judging = true;
    try {
      const isSilent = pulse({ at: Date.now(), ...(await look()) });
      const isLost = disconnectedAt !== null && Date.now() - disconnectedAt >= DISCONNECTED_FOR;
      doubts = (isSilent || isLost) && !over && (await reachable()) ? doubts + 1 : 0;
      if (doubts >= DOUBTS) dead();
    } finally {
      judging = false;
    }
  }
  function dead(): void {
    if (over) return;
    stop();
    onDead();
  }
  function changed(): void {
    const { connectionState } = pc;
    disconnectedAt = connectionState === 'disconnected' ? (disconnectedAt ?? Date.now()) : null;
    if (connectionState === 'failed') dead();
    if (connectionState === 'connected') {
      clearTimeout(connecting);
      onWell();
    }
  }
  function stop(): void {
    over = true;
    clearTimeout(connecting);
    clearInterval(looks);
    pc.removeEventListener('connectionstatechange', changed);
  }
  pc.addEventListener('connectionstatechange', changed);
  return stop;
}
