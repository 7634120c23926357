import type { ClientMessageInput } from '../../wire/room.ts';
import type { TrackKind } from '../../wire/words.ts';
import { canVoice } from './recorder/can-voice.ts';
import type { VoiceRecorder } from './recorder/ports.ts';
import { resumeSpool } from './recorder/resume.ts';
import { startVoiceRecorder } from './recorder/voice-recorder.ts';
import type { RoomState } from './state.ts';
import type { Watched } from './store.ts';

/** The wire's limit for the reason of a failed recording, characters. */
const REASON_MAX = 500;

export interface VoiceDriver {
  /** Asked to record one's own voice as this segment, at `askedAt` (performance.now(), ms). */
  start: (recording: string, segment: number, askedAt: number) => Promise<void>;
  /** Hands over what is left and says `recorded`; nothing when this voice is not being recorded. */
  stop: (recording: string) => Promise<void>;
  /** Out: what is left is handed over without a word, as long as this page lives. */
  close: () => void;
}

interface Running {
  recording: string;
  segment: number;
  recorder: Promise<VoiceRecorder>;
  unwatch: () => void;
}

/** Tells the Room whether this browser can record its person's voice, and does it when asked. */
export async function driveVoice(
  room: Watched<RoomState>,
  own: () => ReadonlyMap<TrackKind, MediaStreamTrack>,
  send: (message: ClientMessageInput) => void,
): Promise<VoiceDriver> {
  let running: Running | null = null;

  function fail({ recording, segment }: Pick<Running, 'recording' | 'segment'>, error: unknown): void {
    if (running?.recording !== recording || running.segment !== segment) return;
    running.unwatch();
    running = null;
    const reason = error instanceof Error ? error.message : String(error);
    send({ t: 'record_failed', recording, segment, reason: reason.slice(0, REASON_MAX) });
  }

  async function start(recording: string, segment: number, askedAt: number): Promise<void> {
    if (running?.recording === recording && running.segment === segment) return;
    void finish();
    const { session, seat } = room.get().view;
    const mine = { recording, segment };
    const recorder = startVoiceRecorder({
      sessionId: session.id,
      seat: seat.id,
      ...mine,
      askedAt,
      onProgress: () => undefined,
      onFailed: (reason) => fail(mine, reason),
      onApart: () => void finish(),
    });
    const now: Running = { ...mine, recorder, unwatch: () => {} };
    running = now;
    try {
      const started = await recorder;
      if (running === now) now.unwatch = feed(started);
    } catch (error) {
      fail(mine, error);
    }
  }

  function feed(recorder: VoiceRecorder): () => void {
    let before: MediaStreamTrack | null = null;
    const keepUp = () => {
      const mic = own().get('mic') ?? null;
      if (mic !== before) recorder.setVoice((before = mic));
    };
    keepUp();
    return room.subscribe(keepUp);
  }

  /** Stops, hands over, and says so to the Room, which asks for a new segment if it still wants one. */
  async function finish(): Promise<void> {
    if (!running) return;
    const { recording, segment, recorder, unwatch } = running;
    running = null;
    unwatch();
    try {
      const { fragments } = await (await recorder).stop();
      if (room.get().phase.kind === 'in') send({ t: 'recorded', recording, segment, fragments });
    } catch (error) {
      console.warn('One’s own voice was not handed over to its end', error);
    }
  }

  send({ t: 'voice', can: await canVoice() });
  const { session, seat } = room.get().view;
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
