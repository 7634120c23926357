import { makeCertificate } from './certificate.ts';
import { IDLE_AFTER, Sessions } from './sessions.ts';
import { UdpMux } from './udp-mux.ts';

/** Documented: operations wait this long for connectivity. ms. */
const PATIENCE = 5_000;
const OFTEN = 50;
const SECOND = 1_000;
/** A camera's simulcast and a screen share fit; no estimator can mistake a busy machine for a bad line. bit/s. */
const FIXED_BANDWIDTH = 3_000_000;

export interface MediaNodeOptions {
  /** UDP port, 0 for any. */
  udpPort?: number;
  /** IPv4 addresses browsers reach us at: 127.0.0.1 unless other machines shall join. */
  addresses?: readonly string[];
  /** A fixed REMB in bit/s (3,000,000 when absent), or the browser's own estimation. */
  bandwidth?: 'transport-cc' | number;
  /** ms until connections without consent end (30,000 when absent), and tracks without packets (as long). */
  idleAfter?: number;
  trackIdleAfter?: number;
  /** ms an operation waits for connectivity or first media (5,000 when absent). */
  patience?: number;
}

/** What moves media: sessions on one UDP port. */
export interface MediaNode {
  sessions: Sessions;
  udpPort: number;
  stop: () => void;
}

/** Rejects when the port is taken (EADDRINUSE). */
export async function startMediaNode(options: MediaNodeOptions): Promise<MediaNode> {
  const addresses = options.addresses ?? ['127.0.0.1'];
  const mux = new UdpMux();
  await mux.listen(options.udpPort ?? 0, addresses);
  const surroundings = {
    mux,
    addresses,
    certificate: await makeCertificate(),
    bandwidth: options.bandwidth ?? FIXED_BANDWIDTH,
    patience: options.patience ?? PATIENCE,
  };
  const idleAfter = options.idleAfter ?? IDLE_AFTER;
  const sessions = new Sessions(surroundings, idleAfter, options.trackIdleAfter ?? idleAfter);
  const timers = [
    setInterval(() => sessions.tickOften(Date.now()), OFTEN),
    setInterval(() => sessions.tick(Date.now()), SECOND),
  ];
  return {
    sessions,
    udpPort: mux.port,
    stop: () => {
      for (const timer of timers) clearInterval(timer);
      sessions.closeAll();
      mux.close();
    },
  };
}
