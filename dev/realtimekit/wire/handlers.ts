import type { Sessions } from '../../realtime/sessions.ts';
import type { Service } from '../service.ts';
import type { Member } from './member.ts';
import type { Rooms } from './rooms.ts';

/** What an event may touch. */
export interface Surroundings {
  service: Service;
  rooms: Rooms;
  sessions: Sessions;
  member: Member;
  /** The member goes, of its own will. */
  leave: () => void;
  /** Answers at once, where something else is to be told after the answer. */
  answer: (payload: Uint8Array) => void;
}

/** The payload of the answer; null where there is none, or it is given already. An error is answered as one. */
export type Handler = (
  surroundings: Surroundings,
  payload: Uint8Array,
) => Uint8Array | null | Promise<Uint8Array | null>;

/** By the number of the event. */
export type Handlers = Record<number, Handler>;
