import type { LinkView } from '../../wire/http.ts';
import type { GoneWhy, Person, RoomMessage } from '../../wire/room.ts';
import type { TrackKind } from '../../wire/words.ts';
import type { Said } from './notices.ts';
import { saying } from './notices.ts';
import type { RoomState } from './state.ts';

/** What is kept when nobody is recorded yet. */
const NO_RECORDING: RoomState['recording'] = { state: 'off', since: null, savedMs: 0, by: null };
/** After these a person may come back by the same link while the room is open. */
const RETURNABLE: ReadonlySet<GoneWhy> = new Set(['left', 'lost', 'replaced']);

export function firstState(view: LinkView): RoomState {
  return {
    phase: { kind: 'door' },
    view,
    me: -1,
    people: new Map(),
    tracks: new Map(),
    own: { mic: null, cam: null, screen: null },
    paused: [],
    recording: NO_RECORDING,
    clockSkew: 0,
    connection: 'good',
    notice: null,
    speaker: '',
    soundBlocked: false,
    recorder: null,
    hosting: null,
    chat: { lines: [], unread: { all: 0, backroom: 0 }, reading: null, readUntil: { all: '', backroom: '' } },
    notes: [],
    speaking: [],
    saveData: false,
  };
}

/** The state after a message of the Room; the same object when it changes nothing. `now` is the own clock, ms. */
export function reduce(state: RoomState, message: RoomMessage, now: number): RoomState {
  const said = saying(state, message);
  const next = change(state, message, now);
  return said ? say(next, said) : next;
}

/** The same state with something new to say aloud. */
export function say(state: RoomState, said: Said): RoomState {
  return { ...state, notice: { id: (state.notice?.id ?? 0) + 1, ...said } };
}

/** A remote track has come, or (null) gone. */
export function withTrack(state: RoomState, n: number, kind: TrackKind, track: MediaStreamTrack | null): RoomState {
  const key = `${n}:${kind}` as const;
  if ((state.tracks.get(key) ?? null) === track) return state;
  const tracks = new Map(state.tracks);
  if (track) tracks.set(key, track);
  else tracks.delete(key);
  return { ...state, tracks };
}

/** Changes what the others see of a person; unknown people stay unknown. */
export function withPerson(state: RoomState, n: number, change: Partial<Person>): RoomState {
  const person = state.people.get(n);
  if (!person) return state;
  return { ...state, people: new Map(state.people).set(n, { ...person, ...change, n }) };
}

function change(state: RoomState, message: RoomMessage, now: number): RoomState {
  switch (message.t) {
    case 'welcome':
      return {
        ...state,
        phase: { kind: 'in' },
        me: message.n,
        people: new Map(message.people.map((person) => [person.n, ownFirst(state, message.n, person)])),
        recording: message.recording,
        clockSkew: Date.parse(message.now) - now,
      };
    case 'in':
      return { ...state, people: new Map(state.people).set(message.p.n, message.p) };
    case 'out': {
      const people = new Map(state.people);
      people.delete(message.n);
      return { ...state, people };
    }
    case 'set': {
      const { t: _, n, ...fields } = message;
      // Own devices are this browser's to know: an echo that is late must not turn a picture off again.
      if (n === state.me) for (const own of ['mic', 'cam', 'screen', 'hand'] as const) delete fields[own];
      return Object.keys(fields).length === 0 ? state : withPerson(state, n, fields);
    }
    case 'hosting':
      return { ...state, hosting: message.hosting };
    case 'stopped':
      return withPerson(state, state.me, { [message.kind]: false });
    case 'recording':
      return { ...state, recording: message.recording };
    case 'gone':
      return state.phase.kind === 'out'
        ? state
        : {
            ...state,
            phase: { kind: 'out', why: message.why, by: message.by ?? null, mayReturn: RETURNABLE.has(message.why) },
          };
    default:
      return state;
  }
}

/** Back after a lost socket: what one shows of oneself is this browser's to know, and is said again where the Room knows otherwise. */
function ownFirst(state: RoomState, me: number, person: Person): Person {
  const own = state.phase.kind === 'in' && person.n === me ? state.people.get(me) : undefined;
  return own ? { ...person, mic: own.mic, cam: own.cam, screen: own.screen, hand: own.hand } : person;
}

/** A value that can be watched. Listeners run at once, after the value has changed. */
export interface Watched<T> {
  get: () => T;
  update: (change: (value: T) => T) => void;
  subscribe: (listener: () => void) => () => void;
  /** Tells the listeners of all changes at once, when this work is done: what they draw shall not be in its way. */
  quietUntil: (work: Promise<void>) => void;
}

export function watched<T>(first: T): Watched<T> {
  let value = first;
  const listeners = new Set<() => void>();
  let quiet = 0;
  let untold = false;
  function tell(): void {
    untold = quiet > 0;
    if (!untold) for (const listener of listeners) listener();
  }
  return {
    get: () => value,
    update(change) {
      const next = change(value);
      if (next === value) return;
      value = next;
      tell();
    },
    quietUntil(work) {
      quiet += 1;
      void work.finally(() => {
        quiet -= 1;
        if (untold) tell();
      });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
