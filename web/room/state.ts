import type { LinkView } from '../../wire/http.ts';
import type {
  ChatLine,
  ClientMessageInput,
  GoneWhy,
  HostingState,
  Note,
  Person,
  RecordingState,
} from '../../wire/room.ts';
import type { ChatRoom, TrackKind } from '../../wire/words.ts';
import type { Said } from './notices.ts';

export interface ShownLine extends ChatLine {
  /** One's own, on its way to the Room. */
  pending?: boolean;
  /** One's own, refused with this sentence. */
  failed?: string;
}

export interface ShownNote extends Note {
  /** One's own: so many answers of the Room are still to come; until the last, what stands here is newer than what it says. */
  pending?: number;
  /** One's own, refused with this sentence. */
  failed?: string;
  /** Being deleted: first it can be undone, then the Room is told. */
  leaving?: 'undoable' | 'told';
}

/** All that the room's UI draws. Replaced, never mutated: a changed part is a new object (useSyncExternalStore). */
export interface RoomState {
  phase:
    | { kind: 'door' }
    | { kind: 'in' }
    /** Over for this person; `mayReturn` while the room is open for them. */
    | { kind: 'out'; why: GoneWhy; by: string | null; mayReturn: boolean };
  view: LinkView;
  /** Own number; -1 at the door. */
  me: number;
  /** Everybody in, oneself included, by number. */
  people: ReadonlyMap<number, Person>;
  /** Remote tracks that have arrived, by `${n}:${kind}`. */
  tracks: ReadonlyMap<`${number}:${TrackKind}`, MediaStreamTrack>;
  /** Own devices that are open. `mic` stays while muted: whether it is heard says `people.get(me).mic`. */
  own: { mic: MediaStreamTrack | null; cam: MediaStreamTrack | null; screen: MediaStreamTrack | null };
  /** Own devices that are open and give nothing: the system took them, for a phone call. Show 'Tap to resume', which calls `resume`. */
  paused: readonly ('mic' | 'cam')[];
  recording: RecordingState;
  /** Difference server clock - own clock, ms. */
  clockSkew: number;
  /** Own connection as the person should read it. 'unreachable': picture and sound are gone for long; 'denied': the video service lets us in no more. */
  connection: 'good' | 'weak' | 'reconnecting' | 'unreachable' | 'denied';
  /** The newest thing to say aloud and show as a toast. */
  notice: ({ id: number } & Said) | null;
  speaker: string;
  /** The browser wants a tap before it plays the others' voices: show 'Tap to hear', which calls `unblockSound`. */
  soundBlocked: boolean;
  /** While this browser records: handed over and not yet acknowledged fragments; whom it shows large; cameras' heights in it, px, by person. */
  recorder: { active: boolean; pending: number; large: number | null; heights: ReadonlyMap<number, number> } | null;
  /** Researchers only: who waits, who was removed, locks. */
  hosting: HostingState | null;
  chat: {
    /** What was said, oldest first; what the Room does not have yet comes last. */
    lines: readonly ShownLine[];
    unread: Record<ChatRoom, number>;
    /** The chat that is on the screen. */
    reading: ChatRoom | null;
    /** ISO; whatever was said until then has been read. '': nothing. */
    readUntil: Record<ChatRoom, string>;
  };
  /** Researchers only, by time. */
  notes: readonly ShownNote[];
  /** Who is heard right now, loudest first; numbers of people. Changes at most a few times a second. */
  speaking: readonly number[];
  /** Audio first: the others' cameras are not shown. */
  saveData: boolean;
}

/** Host controls, as they travel (wire/room.ts). */
export type HostWish = Extract<
  ClientMessageInput,
  { t: 'stop' | 'remove' | 'allow' | 'lock' | 'guests_wait' | 'admit' | 'deny' | 'hold' | 'recording' | 'let_record' }
>;

/** What the UI may ask for. Each resolves when it is done or throws AppError with the sentence to show. */
export interface RoomActions {
  setMic: (on: boolean) => Promise<void>;
  setCam: (on: boolean) => Promise<void>;
  setScreen: (on: boolean) => Promise<void>;
  setHand: (up: boolean) => Promise<void>;
  /** Opens anew what the system had paused; call it from a tap or a key. */
  resume: () => Promise<void>;
  /** Changes a device while in. One that was lost is on again with it. */
  useDevice: (kind: 'mic' | 'cam' | 'speaker', deviceId: string) => Promise<void>;
  /** How large a camera is drawn, CSS px of height: chooses its simulcast layer. 0: not visible. */
  tileSize: (n: number, height: number) => void;
  /** 'Leave the room': hands over what is recorded, then goes. */
  leave: () => Promise<void>;
  /** 'End meeting for all'. */
  endForAll: () => Promise<void>;
  /** A host control. Refusals come back as a notice. */
  host: (wish: HostWish) => void;
  say: (to: ChatRoom, text: string) => void;
  /** 'Try again' for a line that was refused. */
  sayAgain: (id: string) => void;
  /** Forgets a line that was refused. */
  unsay: (id: string) => void;
  /** The person reads this chat now: it has nothing unread until told otherwise. null: none. */
  readChat: (room: ChatRoom | null) => void;
  /** A note for the moment `startedAt` (own clock, ms); without text a marker. Returns its id. */
  addNote: (text: string, startedAt: number) => string;
  changeNote: (id: string, text: string) => void;
  /** Deletes it after UNDO_WITHIN (talk.ts), unless `keepNote` comes first. */
  takeNoteBack: (id: string) => void;
  keepNote: (id: string) => void;
  setSaveData: (on: boolean) => void;
  /** Another try at once, for whoever reads that picture and sound are gone. */
  retryMedia: () => void;
  dismissNotice: () => void;
  /** Plays the others' voices; call it from a tap or a key. */
  unblockSound: () => Promise<void>;
}

export interface RoomStore extends RoomActions {
  get: () => RoomState;
  subscribe: (listener: () => void) => () => void;
}
