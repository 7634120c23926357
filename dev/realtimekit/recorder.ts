import { randomUUID } from 'node:crypto';
import { conflict, missing } from './errors.ts';
import type { Kit, LiveSession, Meeting } from './kit.ts';
import type { LiveSessions } from './live.ts';
import type { RecordingBody, RecordingStatus } from './recording-schema.ts';

/** All ms. Documented: a recording stops 60 s after the last one left, is kept for 7 days, starts after "a few seconds". */
export interface RecorderPace {
  startsAfter: number;
  aloneAfter: number;
  uploads: number;
  keptFor: number;
}
export const DOCUMENTED_PACE: RecorderPace = {
  startsAfter: 2_000,
  aloneAfter: 60_000,
  uploads: 1_500,
  keptFor: 7 * 86_400_000,
};
/** Documented: below this, a recording may end in an error. ms. */
const SHORT = 5_000;
const LONGEST = 86_400_000;

export interface Caller {
  type: 'ORGANIZATION' | 'USER';
  user_Id?: string;
  name?: string;
}

export interface Recording {
  id: string;
  meeting: Meeting;
  sessionId: string | null;
  settings: RecordingBody;
  status: RecordingStatus;
  startReason: { reason: 'API_CALL' | 'RECORD_ON_START'; caller?: Caller };
  stopReason: { reason: 'API_CALL' | 'INTERNAL_ERROR' | 'ALL_PEERS_LEFT'; caller?: Caller } | null;
  invokedAt: Date;
  startedAt: Date | null;
  stoppedAt: Date | null;
  /** ms recorded before `runningSince`, which is null while nothing is recorded. */
  recorded: number;
  runningSince: number | null;
  file: Uint8Array | null;
  expiresAt: Date | null;
}

/** Makes the file of a recording that lasted `ms`. */
export type Filming = (ms: number) => Promise<Uint8Array>;

/** The bots that record meetings, from INVOKED to UPLOADED or ERRORED. */
export class Recorder {
  readonly recordings = new Map<string, Recording>();
  /** For tests: recordings that end while this is above 0 end in an error, and lower it. */
  failing = 0;
  /** For tests: whether recordings below 5 s fail. */
  shortFail = false;
  readonly #kit: Kit;
  readonly #live: LiveSessions;
  readonly #film: Filming;
  readonly #pace: RecorderPace;
  readonly #leaving = new Map<string, () => void>();

  constructor(kit: Kit, live: LiveSessions, film: Filming, pace: RecorderPace) {
    this.#kit = kit;
    this.#live = live;
    this.#film = film;
    this.#pace = pace;
    kit.happenings.watch((happening) => {
      if (happening.kind === 'started') this.#onStart(happening.session);
      if (happening.kind === 'joined') this.#stay(happening.session.meeting.id);
      if (happening.kind === 'left' && happening.session.peers.size === 0) this.#wait(happening.session.meeting.id);
    });
  }

  require(id: string): Recording {
    const recording = this.recordings.get(id);
    if (!recording) throw missing('Recording');
    return recording;
  }

  activeIn(meetingId: string): Recording[] {
    const states: RecordingStatus[] = ['INVOKED', 'RECORDING', 'PAUSED'];
    return [...this.recordings.values()].filter(
      ({ meeting, status }) => meeting.id === meetingId && states.includes(status),
    );
  }

  /** 409 while another recording of the meeting runs, unless several are allowed. */
  start(settings: RecordingBody, startReason: Recording['startReason']): Recording {
    const meeting = this.#kit.meeting(settings.meeting_id);
    if (this.activeIn(meeting.id).length > 0 && !settings.allow_multiple_recordings) {
      throw conflict('A recording of this meeting is already in progress');
    }
    const recording: Recording = {
      id: randomUUID(),
      meeting,
      sessionId: this.#live.find(meeting.id)?.id ?? null,
      settings,
      status: 'INVOKED',
      startReason,
      stopReason: null,
      invokedAt: new Date(),
      startedAt: null,
      stoppedAt: null,
      recorded: 0,
      runningSince: null,
      file: null,
      expiresAt: null,
    };
    this.recordings.set(recording.id, recording);
    this.#kit.timers.after(this.#pace.startsAfter, () => this.#begin(recording));
    if (!this.#live.find(meeting.id)?.peers.size) this.#wait(meeting.id);
    return recording;
  }

  pause(recording: Recording): void {
    if (recording.status !== 'RECORDING') throw conflict(`A recording that is ${recording.status} cannot be paused`);
    this.#hold(recording);
    this.#turn(recording, 'PAUSED');
  }

  resume(recording: Recording): void {
    if (recording.status !== 'PAUSED') throw conflict(`A recording that is ${recording.status} cannot be resumed`);
    recording.runningSince = Date.now();
    this.#turn(recording, 'RECORDING');
  }

  stop(recording: Recording, stopReason: NonNullable<Recording['stopReason']>): void {
    if (!this.activeIn(recording.meeting.id).includes(recording)) {
      throw conflict(`A recording that is ${recording.status} cannot be stopped`);
    }
    this.#hold(recording);
    recording.stoppedAt = new Date();
    recording.stopReason = stopReason;
    if (!recording.startedAt) return this.#fail(recording);
    this.#turn(recording, 'UPLOADING');
    this.#kit.timers.after(this.#pace.uploads, () => {
      this.#upload(recording).catch((error: unknown) => {
        console.error('realtimekit:', error);
        this.#fail(recording);
      });
    });
  }

  #onStart({ meeting }: LiveSession): void {
    if (!meeting.settings.record_on_start) return;
    this.start({ ...meeting.settings.recording_config, meeting_id: meeting.id }, { reason: 'RECORD_ON_START' });
  }

  #begin(recording: Recording): void {
    if (recording.status !== 'INVOKED') return;
    recording.startedAt = new Date();
    recording.runningSince = Date.now();
    recording.sessionId ??= this.#live.find(recording.meeting.id)?.id ?? null;
    this.#turn(recording, 'RECORDING');
    const longest = recording.settings.max_seconds === undefined ? LONGEST : recording.settings.max_seconds * 1_000;
    this.#kit.timers.after(longest, () => this.#stopIfActive(recording, 'API_CALL'));
  }

  #hold(recording: Recording): void {
    if (recording.runningSince !== null) recording.recorded += Date.now() - recording.runningSince;
    recording.runningSince = null;
  }

  async #upload(recording: Recording): Promise<void> {
    if (this.failing > 0 || (this.shortFail && recording.recorded < SHORT)) {
      this.failing = Math.max(0, this.failing - 1);
      return this.#fail(recording);
    }
    recording.file = await this.#film(recording.recorded);
    recording.expiresAt = new Date(Date.now() + this.#pace.keptFor);
    this.#turn(recording, 'UPLOADED');
  }

  #fail(recording: Recording): void {
    recording.stopReason ??= { reason: 'INTERNAL_ERROR' };
    this.#turn(recording, 'ERRORED');
  }

  #turn(recording: Recording, status: RecordingStatus): void {
    recording.status = status;
    this.#kit.happenings.tell({ kind: 'recording', recording });
  }

  #wait(meetingId: string): void {
    if (this.activeIn(meetingId).length === 0) return;
    const stop = () => {
      for (const recording of this.activeIn(meetingId)) this.#stopIfActive(recording, 'ALL_PEERS_LEFT');
    };
    this.#stay(meetingId);
    this.#leaving.set(meetingId, this.#kit.timers.after(this.#pace.aloneAfter, stop));
  }

  #stay(meetingId: string): void {
    this.#leaving.get(meetingId)?.();
    this.#leaving.delete(meetingId);
  }

  #stopIfActive(recording: Recording, reason: 'API_CALL' | 'ALL_PEERS_LEFT'): void {
    if (this.activeIn(recording.meeting.id).includes(recording)) this.stop(recording, { reason });
  }
}
