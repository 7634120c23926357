import type { ClientMessageInput } from '../../wire/room.ts';
import type { TrackKind } from '../../wire/words.ts';
import { MEETING } from './recorder/picture.ts';
import type { Recorder, RecorderTile, RecorderVoice } from './recorder/ports.ts';
import { lagsOf } from './lags.ts';
import { createListenedTo } from './listened-to.ts';
import type { MediaClient } from './media/client.ts';
import type { Said } from './notices.ts';
import { recover } from './recover.ts';
import { seatPeople } from './seating.ts';
import type { RoomState } from './state.ts';
import { say, type Watched } from './store.ts';

/** The wire's limit for the reason of a failed recording, characters. */
const REASON_MAX = 500;

/** Voices are compared with their pictures this often, ms, for a browser shifts either at any moment; and who speaks is looked at. */
const LOOK_EVERY = 1_000;

const STORAGE_FULL: Said = {
  text: 'This computer’s storage is full. The recording goes on: keep this page open until all of it is saved.',
  tone: 'trouble',
  about: 'storage',
};

export interface RecordingDriver {
  /** Chosen to record this segment, at `askedAt` (performance.now(), ms). */
  start: (recording: string, segment: number, askedAt: number) => Promise<void>;
  /** Hands over what is left and says `recorded`. Resolves at once when nothing is being recorded, or not this. */
  stop: (recording?: string) => Promise<void>;
  /** This browser may be chosen: what it then needs is loaded. */
  prepare: () => Promise<void>;
}

interface Running {
  recording: string;
  segment: number;
  recorder: Promise<Recorder>;
  unwatch: () => void;
}

/** Feeds the recorder with the room as it is, from `record` to `record_stop`. */
export function driveRecorder(
  room: Watched<RoomState>,
  own: () => ReadonlyMap<TrackKind, MediaStreamTrack>,
  send: (message: ClientMessageInput) => void,
  playout: MediaClient['playout'],
): RecordingDriver {
  let running: Running | null = null;

  function show(recorder: RoomState['recorder']): void {
    room.update((state) => ({ ...state, recorder }));
  }

  function fail(mine: Pick<Running, 'recording' | 'segment'>, reason: string): void {
    if (running?.recording !== mine.recording || running.segment !== mine.segment) return;
    running.unwatch();
    running = null;
    show(null);
    send({ t: 'record_failed', ...mine, reason: reason.slice(0, REASON_MAX) });
  }

  async function start(recording: string, segment: number, askedAt: number): Promise<void> {
    const mine = { recording, segment };
    if (running?.recording === recording && running.segment === segment) return;
    await stop();
    const recorder = import('./recorder/recorder.ts').then(({ startRecorder }) =>
      startRecorder({
        sessionId: room.get().view.session.id,
        seat: room.get().view.seat.id,
        ...mine,
        shows: MEETING,
        askedAt,
        onProgress: ({ pending }) => show({ active: true, pending, large: room.get().recorder?.large ?? null }),
        onFailed: (reason) => fail(mine, reason),
        onUnspooled: () => room.update((state) => say(state, STORAGE_FULL)),
      }),
    );
    running = { ...mine, recorder, unwatch: () => {} };
    // An earlier segment of this page may have failed with pieces left over.
    recover(room).catch((error: unknown) => console.warn('fieldroom: earlier fragments could not be read', error));
    show({ active: true, pending: 0, large: null });
    try {
      const started = await recorder;
      if (running?.recorder === recorder) running.unwatch = feed(started);
    } catch (error) {
      fail(mine, error instanceof Error ? error.message : String(error));
    }
  }

  function feed(recorder: Recorder): () => void {
    let tiles: RecorderTile[] = [];
    let voices: RecorderVoice[] = [];
    const listenedTo = createListenedTo();
    const keepUp = () => {
      const state = room.get();
      const nextTiles = tilesOf(state);
      const nextVoices = voicesOf(state, own());
      if (!isSame(tiles, nextTiles)) recorder.setTiles((tiles = nextTiles));
      if (!isSame(voices, nextVoices)) recorder.setVoices((voices = nextVoices));
    };
    keepUp();
    const unsubscribe = room.subscribe(keepUp);
    const look = () => {
      const { speaking, people } = room.get();
      const next = listenedTo(speaking, people, performance.now());
      room.update((state) => withLarge(state, next));
      compare(recorder).catch((error: unknown) => console.info('Voices and pictures were not compared', error));
    };
    look();
    const looking = setInterval(look, LOOK_EVERY);
    return () => {
      clearInterval(looking);
      unsubscribe();
    };
  }

  async function compare(recorder: Recorder): Promise<void> {
    const stands = await playout?.();
    if (stands) recorder.setLags(lagsOf(room.get(), stands));
  }

  async function stop(which?: string): Promise<void> {
    const mine = running;
    if (!mine || (which !== undefined && which !== mine.recording)) return;
    const { recording, segment } = mine;
    try {
      const recorder = await mine.recorder;
      const { fragments } = await recorder.stop();
      if (running !== mine) return;
      send({ t: 'recorded', recording, segment, fragments });
    } catch (error) {
      fail(mine, error instanceof Error ? error.message : String(error));
    }
    if (running !== mine) return;
    mine.unwatch();
    running = null;
    show(null);
  }

  async function prepare(): Promise<void> {
    const { prepareRecorder } = await import('./recorder/recorder.ts');
    prepareRecorder();
  }

  return { start, stop, prepare };
}

function withLarge(state: RoomState, large: number | null): RoomState {
  if (!state.recorder || state.recorder.large === large) return state;
  return { ...state, recorder: { ...state.recorder, large } };
}

/** Everybody who has a tile in the room, as the room seats them, a shared screen last so that it is drawn on top. */
export function tilesOf(state: RoomState): RecorderTile[] {
  const people = seatPeople(state.people).tiles;
  const track = (n: number, kind: 'cam' | 'screen') =>
    (n === state.me ? state.own[kind] : state.tracks.get(`${n}:${kind}`)) ?? null;
  const cameras = people.map(({ n, name, cam }) => ({
    id: `${n}:cam`,
    kind: 'cam' as const,
    name,
    track: cam ? track(n, 'cam') : null,
    speaks: cam && n === state.recorder?.large,
  }));
  const screens = people
    .filter(({ screen }) => screen)
    .map(({ n, name }) => ({ id: `${n}:screen`, kind: 'screen' as const, name, track: track(n, 'screen') }));
  return [...cameras, ...screens];
}

/** Every voice and shared sound, one's own too. */
export function voicesOf(state: RoomState, own: ReadonlyMap<TrackKind, MediaStreamTrack>): RecorderVoice[] {
  const sounds = [...state.tracks]
    .filter(([, track]) => track.kind === 'audio')
    .map(([id, track]) => ({ id, track, own: false }));
  const mine = [...own].filter(([, track]) => track.kind === 'audio');
  return [...sounds, ...mine.map(([kind, track]) => ({ id: `${state.me}:${kind}`, track, own: true }))];
}

/** Same entries with the same values, field by field. */
function isSame<T extends object>(before: T[], after: T[]): boolean {
  if (before.length !== after.length) return false;
  return after.every((entry, at) =>
    (Object.keys(entry) as (keyof T)[]).every((field) => before[at]?.[field] === entry[field]),
  );
}
