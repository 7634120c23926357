import type { LinkView } from '../../wire/http.ts';
import type { RoomMessage } from '../../wire/room.ts';

/** What the link page knows of the Room: given to it by web/link.ts, so that join/ never imports room/. */
export interface Door {
  /** Latest word of the door; called at once with the current one when there is one. Returns how to stop listening. */
  onDoor(listener: (door: DoorState) => void): () => void;
  /**
   * 'Join'. Resolves when the Room has let this person in, however long they wait for it, or after `stopWaiting`. `choose` is asked
   * again when they are let in. Throws AppError (name_needed, consent_needed, room_not_open, ...).
   */
  enter(choose: () => EntryChoice): Promise<'in' | 'stopped'>;
  stopWaiting(): void;
  /** Whether this browser can make a recording, which it then makes ready for; asked of Researchers only. */
  canRecord(): Promise<boolean>;
  close(): void;
}

export type DoorState =
  | { kind: 'connecting' }
  | { kind: 'open'; inside: number; recorded: boolean }
  | { kind: 'early'; opensAt: string }
  /** Has asked to come in and waits for a Researcher; `held`: what one of them said meanwhile. */
  | { kind: 'waiting'; held: { text: string; by: string } | null }
  /** Let in, and on the way. */
  | { kind: 'admitted' }
  | { kind: 'gone'; why: Extract<RoomMessage, { t: 'gone' }>['why'] }
  | { kind: 'lost' };

export interface EntryChoice {
  /** For Guests: the name they gave. */
  name?: string;
  consent?: { version: number; recording?: boolean };
  mic: MediaStreamTrack | null;
  cam: MediaStreamTrack | null;
  /** Device id of the chosen speaker, '' for the default. */
  speaker: string;
}

/** web/room, loaded behind the pre-join page. */
export interface RoomModule {
  openDoor(view: LinkView): Door;
  /** Takes the page over after `enter`: React, tiles, controls. */
  showRoom(root: HTMLElement): Promise<void>;
}
