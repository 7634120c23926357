import * as v from 'valibot';
import type { ErrorCode } from './errors.ts';
import type { KitPlace } from './kit.ts';
import { CHAT_MAX, FRAGMENT_NUMBER_MAX, HOLD_MAX, NAME_MAX, NOTE_AGO_MAX, NOTE_MAX } from './limits.ts';
import type { ChatRoom, RecordingPolicy, Role, TrackKind } from './words.ts';
import { CHAT_ROOMS, TRACK_KINDS } from './words.ts';

/**
 * The Room's socket: GET /api/j/<session>/socket with Sec-WebSocket-Protocol `fieldroom.1, <ticket>`.
 * JSON text frames, one message each; `t` is the kind. Text 'ping' is answered 'pong' without waking the Room.
 * People are numbered by the Room (`n`), small and stable for a seat, so that a change costs few bytes.
 */
export { CLOSE, ROOM_PROTOCOL } from './protocol.ts';

const sdp = v.pipe(v.string(), v.minLength(1), v.maxLength(200_000));
const mid = v.pipe(v.string(), v.minLength(1), v.maxLength(16));
const n = v.pipe(v.number(), v.integer(), v.minValue(0));
const flag = v.boolean();
/** Made by the client: the same id again means the same thing again. */
const id = v.pipe(v.string(), v.uuid());
const said = (max: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(max));
const Publication = v.strictObject({
  offer: sdp,
  tracks: v.pipe(v.array(v.strictObject({ mid, kind: v.picklist(TRACK_KINDS) })), v.maxLength(8)),
  /** mids of own tracks that end with this offer. */
  close: v.optional(v.pipe(v.array(mid), v.maxLength(8)), []),
});

/** Client to Room. */
export const ClientMessage = v.variant('t', [
  /** A new transport: offer with only a data channel. Makes a new media session; an older one of this seat is dropped. */
  v.strictObject({ t: v.literal('warm'), offer: sdp }),
  /** 'Join'. From the door into the room. */
  v.strictObject({
    t: v.literal('enter'),
    name: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(NAME_MAX * 4))),
    /** The Participant's; `recording` false: takes part, and is not recorded. */
    consent: v.optional(v.strictObject({ version: n, recording: v.optional(flag, true) })),
    mic: flag,
    cam: flag,
    /** This browser can compose and encode a recording (Researchers). */
    canRecord: v.optional(flag, false),
    /** This very page was in before and lives on, its recorder too: it lost its socket only. */
    again: v.optional(flag, false),
    publish: v.optional(Publication),
  }),
  /**
   * Adds or ends own tracks. One at a time per client: wait for `published` before the next. When it crosses a `follow`, the
   * follow wins: the Room drops a publish that came while a follow was unanswered, the client answers and then offers anew.
   */
  v.strictObject({ t: v.literal('publish'), ...Publication.entries }),
  /** Packets of these own tracks are leaving the browser: the others may follow them now. */
  v.strictObject({ t: v.literal('flowing'), mids: v.pipe(v.array(mid), v.maxLength(8)) }),
  /** Answer to the Room's last `follow`. */
  v.strictObject({ t: v.literal('answer'), answer: sdp }),
  /** These followed tracks have given nothing for seconds though their people show them on: follow them anew. */
  v.strictObject({ t: v.literal('silent'), mids: v.pipe(v.array(mid), v.minLength(1), v.maxLength(8)) }),
  /** Which simulcast layer a followed camera is wanted in: f(ull), h(alf), q(uarter); in alphabetical order the best comes first. */
  v.strictObject({ t: v.literal('layer'), mid, rid: v.picklist(['f', 'h', 'q']) }),
  /** The place at the media service that came with `kit` is no good any more: a new one, please. */
  v.strictObject({ t: v.literal('kit') }),
  /** Own state as the others see it. */
  v.strictObject({
    t: v.literal('state'),
    mic: v.optional(flag),
    cam: v.optional(flag),
    screen: v.optional(flag),
    hand: v.optional(flag),
  }),
  /** Separate tracks: whether this browser can record its person's voice, and their camera with it. */
  v.strictObject({ t: v.literal('voice'), can: flag, camera: v.optional(flag, false) }),
  /**
   * The recorder has handed over all fragments 0 to `fragments - 1` of this segment and stops. `goodMs`: what lies after that, ms
   * from when the segment was asked for (`record.at`), is not at its time (this computer slept); the last fragments are still on their
   * way, and the recorder would go on in a new segment at once.
   */
  v.strictObject({
    t: v.literal('recorded'),
    recording: v.string(),
    segment: n,
    fragments: v.pipe(n, v.maxValue(FRAGMENT_NUMBER_MAX)),
    goodMs: v.optional(n),
  }),
  /** The recorder cannot go on; the Room chooses another or alarms. */
  v.strictObject({
    t: v.literal('record_failed'),
    recording: v.string(),
    segment: n,
    reason: v.pipe(v.string(), v.maxLength(500)),
  }),
  /** What time is it in the Room? Answered by `time`. */
  v.strictObject({ t: v.literal('time') }),
  v.strictObject({ t: v.literal('leave') }),
  /** Own connection as measured, 1 weak, 2 fair, 3 good; said when it changes. */
  v.strictObject({ t: v.literal('quality'), q: v.picklist([1, 2, 3]) }),
  /** Audio first: the others' cameras are not followed while this is on. */
  v.strictObject({ t: v.literal('save_data'), on: flag }),
  /**
   * A chat message; a repeated id is the same message again (a reconnect) and is not said twice. Guests who can only watch write,
   * too.
   */
  v.strictObject({ t: v.literal('chat'), id, to: v.picklist(CHAT_ROOMS), text: said(CHAT_MAX) }),

  // From here on Researchers only.
  /** A note, or without text a marker, at the moment `agoMs` before now. The same id again changes the text of one's own note. */
  v.strictObject({
    t: v.literal('note'),
    id,
    text: v.pipe(v.string(), v.trim(), v.maxLength(NOTE_MAX)),
    agoMs: v.pipe(n, v.maxValue(NOTE_AGO_MAX)),
  }),
  /** Takes one's own note back. */
  v.strictObject({ t: v.literal('unnote'), id }),
  /** Turns something of `n` off, or (null) of everybody but the Researchers: the track is closed at the media service. */
  v.strictObject({ t: v.literal('stop'), n: v.nullable(n), kind: v.picklist(['mic', 'cam', 'screen', 'hand']) }),
  /** Out, and not in again by any tab, seat or link of theirs until allowed. New Guests wait from then on when it was a Guest. */
  v.strictObject({ t: v.literal('remove'), n }),
  /** Somebody removed or denied may come back. */
  v.strictObject({ t: v.literal('allow'), n }),
  /** Locked: whoever has not been in before waits to be let in; Researchers never wait. */
  v.strictObject({ t: v.literal('lock'), on: flag }),
  /** New Guests wait to be let in from now on, or no more. */
  v.strictObject({ t: v.literal('guests_wait'), on: flag }),
  /** Lets somebody in who waits; null: all of them. */
  v.strictObject({ t: v.literal('admit'), n: v.nullable(n) }),
  v.strictObject({ t: v.literal('deny'), n }),
  /** Not yet, with a word to who waits. */
  v.strictObject({ t: v.literal('hold'), n, text: said(HOLD_MAX) }),
  v.strictObject({ t: v.literal('recording'), do: v.picklist(['start', 'stop', 'pause', 'resume']) }),
  /** 'Record here', 'Let Bea record': the recording goes on in the browser of that Researcher. */
  v.strictObject({ t: v.literal('let_record'), n }),
  /** 'End meeting for all'. */
  v.strictObject({ t: v.literal('end') }),
]);
export type ClientMessage = v.InferOutput<typeof ClientMessage>;
export type ClientMessageInput = v.InferInput<typeof ClientMessage>;
/** A message of this kind. */
export type Said<Kind extends ClientMessage['t']> = Extract<ClientMessage, { t: Kind }>;

export interface Person {
  n: number;
  role: Role;
  name: string;
  mic: boolean;
  cam: boolean;
  screen: boolean;
  hand: boolean;
  /** Socket lost, seat kept for 30 s. */
  away: boolean;
  /** Their connection: 1 weak, 2 fair, 3 good. */
  q: 1 | 2 | 3;
}

/** Somebody who asked to come in and waits, or who may not come in any more. */
export interface OutsidePerson {
  n: number;
  role: Role;
  name: string;
}

/** What only Researchers see of the room. Sent whole: it is small and changes seldom. */
export interface HostingState {
  locked: boolean;
  guestsWait: boolean;
  /** Who came first first. `held`: what they were told. */
  waiting: (OutsidePerson & { since: string; held: string | null })[];
  removed: (OutsidePerson & { how: 'removed' | 'denied' })[];
  recordingPolicy: RecordingPolicy;
  /** Researchers in the room whose browser can record. */
  recorders: number[];
  /** People in the room whose browser cannot record their own voice, where the Study wants it. */
  voiceless: number[];
  /** ... and whose browser can, but not their camera with it, where the Study wants cameras. */
  voiceOnly: number[];
  /** Takes the recording over as soon as their first pieces have landed. */
  nextRecorder: number | null;
}

export interface ChatLine {
  id: string;
  /** Who said it; they may be gone by now, so the name is here too. */
  n: number;
  name: string;
  role: Role;
  to: ChatRoom;
  text: string;
  at: string;
}

/** A Researcher's note at a moment of the Session; a marker has no text. */
export interface Note {
  id: string;
  n: number;
  name: string;
  text: string;
  /** The moment it belongs to. */
  at: string;
}

export interface FollowedTrack {
  /** mid in the follower's own connection. */
  mid: string;
  n: number;
  kind: TrackKind;
}

export interface RecordingState {
  /** 'off': not recorded; 'waiting': will start by itself; 'on'; 'paused' by a Researcher; 'trouble': on, but nothing has landed for 10 s or nobody can record; 'finishing': over, the file is being made. */
  state: 'off' | 'waiting' | 'on' | 'paused' | 'trouble' | 'finishing';
  /** ISO; when it started. */
  since: string | null;
  /** What is safely stored, ms of recording. */
  savedMs: number;
  /** Person who records, by number. */
  by: number | null;
  /** With 'off': the Participant did not agree to being recorded, or took that back. */
  why?: 'refused' | 'withdrawn';
}

/** Why somebody is out, or a door is shut. */
export type GoneWhy =
  | 'left'
  | 'lost'
  | 'ended'
  | 'link_regenerated'
  | 'replaced'
  | 'removed'
  /** Asked to come in, and was not let in. */
  | 'denied'
  | 'cancelled'
  | 'over';

/** Room to client. */
export type RoomMessage =
  /** First message on a socket, and again when something changes at the door. */
  | {
      t: 'door';
      state: 'early' | 'open';
      opensAt: string;
      startsAt: string;
      endsAt: string;
      inside: number;
      /** The meeting is being recorded, or paused: who comes in is to read it before. */
      recorded: boolean;
    }
  | { t: 'warmed'; answer: string }
  /** The answer to `enter` of somebody who waits to be let in; the socket stays at the door. Again when they are `held`. */
  | { t: 'waiting'; why: 'policy' | 'locked'; held: { text: string; by: string } | null }
  /** Let in: say `enter` again. */
  | { t: 'admitted' }
  /**
   * The one answer to `enter`; nothing comes between. Media that takes the service longer than a second follows as `published` and
   * `follow`; media it refuses as `error` and `rewarm`. Back on the same transport, only what is new is followed.
   */
  | {
      t: 'welcome';
      n: number;
      people: Person[];
      recording: RecordingState;
      startsAt: string;
      endsAt: string;
      now: string;
      publish?: { answer: string };
      follow?: { offer: string; tracks: FollowedTrack[] };
      /** The Room has no media session of this seat: whoever thinks to have one makes a new transport. */
      media?: false;
      /** Where the media service has meetings of its own: the place in it. Absent for a page that was in before and has one. */
      kit?: KitPlace;
    }
  /** The place in the service's meeting, when it takes longer than `welcome` waits, or was asked for anew. */
  | ({ t: 'kit' } & KitPlace)
  | { t: 'in'; p: Person }
  | { t: 'out'; n: number; why: GoneWhy }
  /** Only the fields that changed. */
  | ({ t: 'set'; n: number } & Partial<Omit<Person, 'n'>>)
  | { t: 'published'; answer: string }
  /** New tracks to follow; answered by `answer`. The next one comes only after that. */
  | { t: 'follow'; offer: string; tracks: FollowedTrack[] }
  | { t: 'unfollow'; mids: string[] }
  /** Media session lost at the service: make a new transport (`warm`), then publish again. */
  | { t: 'rewarm' }
  /** What time it is in the Room, ISO: answers `time`. */
  | { t: 'time'; now: string }
  /** You are chosen to record this segment, from now. */
  | {
      t: 'record';
      recording: string;
      segment: number;
      /** 'Now' by the Room's clock, ISO: this segment's beginning is counted from it. */
      at: string;
      /** One's own voice only ... */
      voice?: true;
      /** ... and one's own camera with it. Another segment of the same voice goes on until this one has begun. */
      camera?: true;
    }
  /** Hand over what you have and say `recorded`. At the end of the meeting `gone` comes after that, 20 s without pieces at the latest. */
  | { t: 'record_stop'; recording: string; segment: number }
  | { t: 'recording'; recording: RecordingState }
  /** A Researcher turned this of yours off; a track is closed at the service already, and needs a new `publish` to come back. */
  | { t: 'stopped'; kind: 'mic' | 'cam' | 'screen' | 'hand'; by: string }
  /** Researchers only: after `welcome`, and whenever it changes. */
  | { t: 'hosting'; hosting: HostingState }
  /** What was said before, oldest first, after `welcome`: only the chats this person may read. */
  | { t: 'chats'; lines: ChatLine[] }
  /** To everybody who may read it, its author included. */
  | { t: 'chat'; line: ChatLine }
  /** Researchers only: all notes after `welcome`, then one by one. */
  | { t: 'notes'; notes: Note[] }
  | { t: 'note'; note: Note }
  | { t: 'unnote'; id: string }
  /** The Participant said 'I'm running late', by so many minutes. */
  | { t: 'late'; minutes: number }
  /** The socket closes after this. */
  | { t: 'gone'; why: GoneWhy; by?: string }
  | {
      t: 'error';
      code: ErrorCode;
      message: string;
      /** Kind of the refused message. */
      re?: string;
      /** Its id, where it has one: which line or note was refused. */
      id?: string;
    };
