import type { Person } from '../../wire/room.ts';
import type { Role } from '../../wire/words.ts';
import type { MediaSeat } from '../media/media.ts';

/** All the Room keeps of one seat, in its storage: what must survive an eviction at any moment. ms, UTC. */
export interface SeatRecord {
  seat: string;
  /** Small and stable: others know this person by it. */
  n: number;
  role: Role;
  /** Member or participant id; null for a Guest, absent in records of an older Worker. */
  person?: string | null;
  name: string;
  /** Came in at; null: at the door, or gone. */
  cameAt: number | null;
  /** Socket lost at; the seat is kept for SEAT_GRACE. */
  awaySince: number | null;
  mic: boolean;
  cam: boolean;
  screen: boolean;
  hand: boolean;
  /** Connection as they measured it: 1 weak, 2 fair, 3 good. */
  q: Person['q'];
  /** Audio first: the others' cameras are not followed. */
  saveData: boolean;
  /** A Researcher let them in, or they were in when waiting began: they need not wait. */
  admitted: boolean;
  /** Asked to come in and waits since; what they were told meanwhile. */
  waiting: { since: number; held: { text: string; by: string } | null } | null;
  /** This browser can compose and encode a recording. */
  canRecord: boolean;
  /** ... and its person's own voice; null: it has not said. */
  canVoice?: boolean | null;
  /** ... and their camera with it. */
  canCamera?: boolean;
  /** Their place in the meeting that others hold for us; null: none, or tracks are ours to move. */
  kit: SeatKit | null;
  /** Media in use in the room. */
  media: SeatMedia | null;
  /** A transport warmed up at the door, in use from the next `enter` on. */
  warmed: MediaSeat | null;
}

export interface SeatKit {
  /** Who they are there. */
  person: string;
  /** What a Researcher turned off and they have not turned on again. */
  stopped: Stopped[];
}

export interface SeatMedia {
  at: MediaSeat;
  /** mids of own tracks whose packets leave the browser: only these may be followed. */
  flowing: string[];
  /** A follow was offered at and is not answered yet. */
  offeredAt: number | null;
  /** The service no longer knows it; waiting for a new `warm`. */
  lost: boolean;
  /** mids of tracks that a Researcher turned off and that the service may still hold. */
  closing: string[];
  /** What a Researcher turned off on this transport and was not published anew. */
  stopped: Stopped[];
}

/** `told`: their socket was there to hear it. */
export interface Stopped {
  kind: 'mic' | 'cam' | 'screen';
  by: string;
  told: boolean;
}

/** The flags a person sets on themselves. */
export type OwnState = Pick<SeatRecord, 'mic' | 'cam' | 'screen' | 'hand'>;
export type Delta = Partial<Omit<Person, 'n'>>;
