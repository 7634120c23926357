import type { ClientMessageInput } from '../../wire/room.ts';
import { canCamera, canVoice } from './recorder/can-voice.ts';
import { shownCamera } from './recorder/picture.ts';
import type { Recorder, Shown } from './recorder/ports.ts';
import { prepareVoice, startRecorder } from './recorder/recorder.ts';
import { resumeSpool, sayHandedOver } from './recorder/resume.ts';
import type { OwnTracks } from './own-tracks.ts';
import { recordFailed } from './record-failed.ts';
import type { RoomState } from './state.ts';
import type { Watched } from './store.ts';

/** Asked to record one's own voice as this segment, at `askedAt` (recorder/ports.ts); `camera`: with one's own camera. */
export interface VoiceAsk {
  recording: string;
  segment: number;
  askedAt: () => number;
  camera: boolean;
}

export interface VoiceDriver {
  start: (ask: VoiceAsk) => Promise<void>;
  /** Hands over what is left and says `recorded`; nothing when this voice is not being recorded. */
  stop: (recording: string) => Promise<void>;
  /** Out: what is left is handed over without a word, as long as this page lives. */
  close: () => void;
}

interface Running {
  recording: string;
  segment: number;
  shows: Shown | null;
  recorder: Promise<Recorder>;
  /** Pieces that wait to be handed over, one a second. */
  pending: number;
  unwatch: () => void;
}

/** How often the line is looked at, ms. */
const LOOK_EVERY = 1_000;
/** So many pieces wait: the line has no room for a picture, until only so few do. */
const [PENDING_MAX, PENDING_FEW] = [10, 2];

/** Tells the Room whether this browser can record its person's voice, and their camera where the Study wants it, and does it when asked. */
export async function driveVoice(
  room: Watched<RoomState>,
  own: Pick<OwnTracks, 'all' | 'copyOf'>,
  send: (message: ClientMessageInput) => void,
): Promise<VoiceDriver> {
  let running: Running | null = null;
  /** Goes on beside it until it has begun: nothing is missed between the two. */
  let leaving: Running | null = null;
  /** All segments of this page have one size: not every editor takes a file that changes its own. */
  let camera: Shown | null = null;

  function fail(mine: Pick<Running, 'recording' | 'segment'>, error: unknown): void {
    if (running?.recording !== mine.recording || running.segment !== mine.segment) return;
    running.unwatch();
    running = null;
    send(recordFailed(mine, error));
  }

  async function start({ recording, segment, askedAt, ...ask }: VoiceAsk): Promise<void> {
    const before = running;
    if (before?.recording === recording && before.segment === segment) return;
    const { session, seat } = room.get().view;
    if (ask.camera) camera ??= shownCamera(own.all().get('cam')?.getSettings());
    const mine = { recording, segment, shows: ask.camera ? camera : null };
    const recorder = startRecorder({
      sessionId: session.id,
      seat: seat.id,
      ...mine,
      askedAt,
      copyOf: own.copyOf,
      onProgress: ({ pending }) => (now.pending = pending),
      onFailed: (reason) => fail(mine, reason),
      onApart: (goodMs) => void finish({ goodMs }),
    });
    const now: Running = { ...mine, recorder, pending: 0, unwatch: () => {} };
    void leave();
    leaving = before;
    running = now;
    try {
      const started = await recorder;
      if (running === now) now.unwatch = feed(started, now);
    } catch (error) {
      fail(mine, error);
    }
    if (leaving === before) await leave();
  }

  function feed(recorder: Recorder, now: Running): () => void {
    let before: Partial<Record<'mic' | 'cam', MediaStreamTrack | null>> = {};
    let isBehind = false;
    const keepUp = () => {
      const mic = own.all().get('mic') ?? null;
      if (mic !== before.mic) recorder.setVoices(mic ? [{ id: 'own', track: mic }] : []);
      isBehind = now.pending > (isBehind ? PENDING_FEW : PENDING_MAX);
      const cam = (!isBehind && mayShow(room.get()) && own.all().get('cam')) || null;
      if (cam !== before.cam) recorder.setTiles([{ id: 'own', kind: 'cam', name: '', track: cam }]);
      before = { mic, cam };
    };
    keepUp();
    const looking = setInterval(keepUp, LOOK_EVERY);
    const unsubscribe = room.subscribe(keepUp);
    return () => {
      clearInterval(looking);
      unsubscribe();
    };
  }

  /** Stops, hands over, and says so to the Room, which asks for a new segment if it still wants one. */
  async function finish(apart: { goodMs?: number } = {}): Promise<void> {
    const mine = running;
    running = null;
    await Promise.all([leave(), mine && handOver(mine, apart)]);
  }

  async function leave(): Promise<void> {
    const mine = leaving;
    leaving = null;
    if (mine) await handOver(mine);
  }

  async function handOver(
    { recording, segment, recorder, unwatch }: Running,
    apart: { goodMs?: number } = {},
  ): Promise<void> {
    unwatch();
    try {
      const { fragments } = await (apart.goodMs === undefined ? (await recorder).stop() : (await recorder).cut());
      if (room.get().phase.kind === 'in') send({ t: 'recorded', recording, segment, fragments, ...apart });
      // With the room its socket is gone.
      else await sayHandedOver({ sessionId: session.id, recording, segment, seat: seat.id });
    } catch (error) {
      console.warn('One’s own voice was not handed over to its end', error);
    }
  }

  const { session, seat, separateTracks } = room.get().view;
  const can = await canVoice();
  if (can) prepareVoice();
  send({ t: 'voice', can, camera: can && separateTracks === 'cameras' && (await canCamera()) });
  // What an earlier page left; a Researcher's browser looks for that by itself (recover.ts).
  if (seat.role !== 'researcher') {
    resumeSpool(session.id).catch((error: unknown) => console.warn('Left-over pieces were not looked for', error));
  }
  return {
    start,
    async stop(recording) {
      if (running?.recording === recording) await finish();
    },
    close: () => void finish(),
  };
}

/** A weak line, or one of which audio comes first, is the call's alone: black stands in the file meanwhile. */
const mayShow = ({ saveData, people, me }: RoomState): boolean => !saveData && people.get(me)?.q !== 1;
