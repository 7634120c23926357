import type { LinkView } from '../../wire/http.ts';

/** What one try to reach the media service, exactly as the room does it, has shown. */
export type NetworkLook =
  /** A real connection came about, after so many ms; `trips` are its round trips as measured, ms. */
  | { kind: 'connected'; afterMs: number; trips: number[] }
  /**
   * Fieldroom and the media service were reached, with these round trips to Fieldroom, ms. No media connection was tried: the
   * service has them in a meeting only. `udp`: whether anything came back by UDP; null where nobody was there to ask.
   */
  | { kind: 'reached'; trips: number[]; udp: boolean | null }
  /** Fieldroom answers, the media service's own hosts below this one do not. */
  | { kind: 'unreached'; host: string }
  /** Fieldroom answers, but the media connection does not come about. */
  | { kind: 'blocked' }
  /** Not even Fieldroom's own socket opens, while its pages do. */
  | { kind: 'no_socket' }
  /** Not the person's network: the media service did not answer the server either, or this Session cannot be measured now. */
  | { kind: 'not_measured' };

/** web/room, loaded behind the page: web/check never imports it. */
export type LookAtNetwork = (view: LinkView) => Promise<NetworkLook>;
