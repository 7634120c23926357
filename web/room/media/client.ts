import type { ClientMessageInput, Person, RoomMessage } from '../../../wire/room.ts';
import type { TrackKind } from '../../../wire/words.ts';
import type { Playout } from './playout.ts';
import type { Thrift } from './thrift.ts';

export type Publication = Omit<Extract<ClientMessageInput, { t: 'publish' }>, 't'>;

/**
 * The media port, browser side. The Room's client says which own tracks are wanted and hands on what the Room says about
 * media; an implementation moves tracks, heals by itself and reports. It never decides who may see whom.
 */
export interface MediaClient {
  /** Makes the transport ready while still at the door. Publishes and follows nothing. */
  warm: () => void;
  /** What can go along with `enter` right now; null when that would make Join wait (then it is published after). */
  entry: () => Promise<Publication | null> | null;
  /** Own tracks that shall be seen and heard, replaced as a whole. Resolves when the Room knows; throws AppError when refused. */
  publish: (tracks: ReadonlyMap<TrackKind, MediaStreamTrack>) => Promise<void>;
  /** These own tracks were closed at the service by the Room: they end here without being negotiated. */
  drop: (kinds: readonly TrackKind[]) => Promise<void>;
  /** What this person has just told the Room of themselves, or ordered there; who negotiates with the Room hears it anyway. */
  said?: (message: ClientMessageInput) => void;
  /**
   * In the room (again): who is there now. Publishing and following begin. Resolves when the welcome's offers are answered:
   * whoever draws the room only then leaves the main thread to them for those few ms.
   */
  entered: (welcome: Extract<RoomMessage, { t: 'welcome' }>) => Promise<void>;
  /** A media message of the Room. */
  receive: (message: RoomMessage) => void;
  /** The Room's socket came or went; media runs on meanwhile. */
  online: () => void;
  offline: () => void;
  /** How large somebody's camera is drawn, CSS px; 0 when not visible. */
  tileSize: (n: number, height: number) => void;
  /** A person who reads that the service denies us, or does not answer, has asked for another try: it is made at once. */
  again: () => void;
  /** How much may be asked of the connection from now on. */
  spare: (thrift: Thrift) => void;
  /** How loud everybody else is heard right now, 0 to 1, by number; nobody who sends no sound. */
  levels: () => ReadonlyMap<number, number>;
  /** How loud one's own microphone is right now, 0 to 1. */
  ownLevel: () => Promise<number>;
  /** How the connection is; null while there is nothing to measure. */
  measure: () => Promise<Quality | null>;
  /** Where each followed track stands, by its id, for whoever puts voices and pictures side by side. */
  playout?: () => Promise<ReadonlyMap<string, Playout>>;
  close: () => void;
}

/** 'denied': lost as well, and only somebody who renews what we show the service can help. Tried again now and then. */
export type TransportState = 'well' | 'lost' | 'denied';

export interface MediaEvents {
  send: (message: ClientMessageInput) => void;
  /** Somebody's track has come (or, null, gone). */
  onTrack: (n: Person['n'], kind: TrackKind, track: MediaStreamTrack | null) => void;
  /** The transport was lost and is being made anew, or is well again; or the service lets nobody of us in any more. */
  onTransport: (state: TransportState) => void;
  /** Does the way to the Room work right now? It is asked, and replaced when it does not answer. */
  reachable: () => Promise<boolean>;
  /** Everybody in, as they show themselves. */
  people: () => ReadonlyMap<number, Person>;
}

/** Sums since the transport began; media/quality.ts compares two of them. */
export interface Quality {
  /** Packets of the others: arrived and lost. */
  received: number;
  lost: number;
  /** Freezes of pictures, ms in all. */
  frozenMs: number;
  /** Worst share of own packets that the service reports missing, 0 to 1. */
  sendLoss: number;
  /** Round trip, ms. */
  rtt: number;
}
