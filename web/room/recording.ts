import type { ClientMessageInput } from '../../wire/room.ts';
import type { TrackKind } from '../../wire/words.ts';
import { placeTiles } from './recorder/layout.ts';
import { MEETING } from './recorder/picture.ts';
import type { Recorder, RecorderTile, RecorderVoice } from './recorder/ports.ts';
import { createLags } from './lags.ts';
import { createListenedTo } from './listened-to.ts';
import type { MediaClient } from './media/client.ts';
import type { Said } from './notices.ts';
import type { OwnTracks } from './own-tracks.ts';
import { recordFailed } from './record-failed.ts';
import { recover } from './recover.ts';
import { seatPeople } from './seating.ts';
import type { RoomState } from './state.ts';
import { say, type Watched } from './store.ts';

/** Voices are compared with their pictures this often, ms, for a browser shifts either at any moment; and who speaks is looked at. */
const LOOK_EVERY = 1_000;

const STORAGE_FULL: Said = {
  text: 'This computer’s storage is full. The recording goes on: keep this page open until all of it is saved.',
  tone: 'trouble',
  about: 'storage',
};

export interface RecordingDriver {
  /** Chosen to record this segment, at `askedAt` (recorder/ports.ts). */
  start: (recording: string, segment: number, askedAt: () => number) => Promise<void>;
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
  own: Pick<OwnTracks, 'all' | 'copyOf'>,
  send: (message: ClientMessageInput) => void,
  playout: MediaClient['playout'],
): RecordingDriver {
  let running: Running | null = null;
  /** Segments of this page that are over, and still being handed over. */
  let landing: Promise<unknown> = Promise.resolve();

  function show(recorder: RoomState['recorder']): void {
    room.update((state) => ({ ...state, recorder }));
  }

  function change(what: Partial<RoomState['recorder']>): void {
    room.update((state) => (state.recorder ? { ...state, recorder: { ...state.recorder, ...what } } : state));
  }

  function fail(mine: Pick<Running, 'recording' | 'segment'>, error: unknown): void {
    if (running?.recording !== mine.recording || running.segment !== mine.segment) return;
    running.unwatch();
    running = null;
    show(null);
    send(recordFailed(mine, error));
  }

  async function start(recording: string, segment: number, askedAt: () => number): Promise<void> {
    const mine = { recording, segment };
    if (running?.recording === recording && running.segment === segment) return;
    await finish();
    const recorder = import('./recorder/recorder.ts').then(({ startRecorder }) =>
      startRecorder({
        sessionId: room.get().view.session.id,
        seat: room.get().view.seat.id,
        ...mine,
        shows: MEETING,
        askedAt,
        copyOf: own.copyOf,
        onProgress: ({ pending }) => change({ pending }),
        onFailed: (reason) => fail(mine, reason),
        onApart: (goodMs) => void beginAnew(mine, goodMs),
        onUnspooled: () => room.update((state) => say(state, STORAGE_FULL)),
      }),
    );
    running = { ...mine, recorder, unwatch: () => {} };
    // An earlier segment of this page may have failed with pieces left over.
    recover(room).catch((error: unknown) => console.warn('fieldroom: earlier fragments could not be read', error));
    show({ active: true, pending: 0, large: null, heights: new Map() });
    try {
      const started = await recorder;
      if (running?.recorder === recorder) running.unwatch = feed(started);
    } catch (error) {
      fail(mine, error);
    }
  }

  function feed(recorder: Recorder): () => void {
    let tiles: RecorderTile[] = [];
    let voices: RecorderVoice[] = [];
    const listenedTo = createListenedTo();
    const lagsOf = createLags();
    const keepUp = () => {
      const state = room.get();
      const nextTiles = tilesOf(state);
      const nextVoices = voicesOf(state, own.all());
      if (!isSame(tiles, nextTiles)) {
        recorder.setTiles((tiles = nextTiles));
        change({ heights: heightsOf(tiles) });
      }
      if (!isSame(voices, nextVoices)) recorder.setVoices((voices = nextVoices));
    };
    keepUp();
    const unsubscribe = room.subscribe(keepUp);
    const look = () => {
      const { speaking, people } = room.get();
      const large = listenedTo(speaking, people, performance.now());
      if (large !== room.get().recorder?.large) change({ large });
      compare(recorder, lagsOf).catch((error: unknown) => console.info('Voices and pictures were not compared', error));
    };
    look();
    const looking = setInterval(look, LOOK_EVERY);
    return () => {
      clearInterval(looking);
      unsubscribe();
    };
  }

  async function compare(recorder: Recorder, lagsOf: ReturnType<typeof createLags>): Promise<void> {
    const stands = await playout?.();
    if (stands) recorder.setLags(lagsOf(room.get(), stands));
  }

  /** What is recorded now is not at its time: the Room is asked for a new segment, and what is left of this one lands beside it. */
  async function beginAnew(segment: Pick<Running, 'recording' | 'segment'>, goodMs: number): Promise<void> {
    const mine = running;
    if (mine?.recording !== segment.recording || mine.segment !== segment.segment) return;
    try {
      const recorder = await mine.recorder;
      const { fragments } = await recorder.cut();
      if (running !== mine) return;
      landing = Promise.allSettled([landing, recorder.stop()]);
      mine.unwatch();
      running = null;
      show(null);
      send({ t: 'recorded', ...segment, fragments, goodMs });
    } catch (error) {
      fail(segment, error);
    }
  }

  async function stop(which?: string): Promise<void> {
    await finish(which);
    await landing;
  }

  async function finish(which?: string): Promise<void> {
    const mine = running;
    if (!mine || (which !== undefined && which !== mine.recording)) return;
    const { recording, segment } = mine;
    try {
      const recorder = await mine.recorder;
      const { fragments } = await recorder.stop();
      if (running !== mine) return;
      send({ t: 'recorded', recording, segment, fragments });
    } catch (error) {
      fail(mine, error);
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

/** How high each camera is drawn in the recording, px, by person. */
export function heightsOf(tiles: readonly RecorderTile[]): Map<number, number> {
  const places = placeTiles(tiles, MEETING.width, MEETING.height);
  const cameras = tiles.map(({ id, kind }, index) => [kind, parseInt(id), places[index]?.height ?? 0] as const);
  return new Map(cameras.flatMap(([kind, n, height]) => (kind === 'cam' ? [[n, height] as const] : [])));
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
  const sounds = [...state.tracks].filter(([, track]) => track.kind === 'audio').map(([id, track]) => ({ id, track }));
  const mine = [...own].filter(([, track]) => track.kind === 'audio');
  return [...sounds, ...mine.map(([kind, track]) => ({ id: `${state.me}:${kind}`, track }))];
}

/** Same entries with the same values, field by field. */
function isSame<T extends object>(before: T[], after: T[]): boolean {
  if (before.length !== after.length) return false;
  return after.every((entry, at) =>
    (Object.keys(entry) as (keyof T)[]).every((field) => before[at]?.[field] === entry[field]),
  );
}
