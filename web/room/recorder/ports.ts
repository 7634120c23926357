import type { TrackKind } from '../../../wire/words.ts';

/** One picture in the composition; order is drawing order, a shared screen or who speaks makes the others smaller. */
export interface RecorderTile {
  /** `${n}:${kind}` of the person and track. */
  id: string;
  kind: Extract<TrackKind, 'cam' | 'screen'>;
  name: string;
  /** null: the name is drawn on a plain tile. */
  track: MediaStreamTrack | null;
  /** Whom the others are listening to; of one at most. */
  speaks?: boolean;
}

export interface RecorderVoice {
  id: string;
  track: MediaStreamTrack;
}

/** What a recording shows: all tiles in one picture, or the camera that is its only tile. */
export type RecorderView = 'meeting' | 'camera';

/** The picture's size, px. */
export interface Shown {
  view: RecorderView;
  width: number;
  height: number;
}

export interface RecorderOptions {
  /** null: sound alone. */
  shows: Shown | null;
  sessionId: string;
  recording: string;
  segment: number;
  /** Id of the seat that was asked to. */
  seat: string;
  /** When it was asked to record (performance.now(), ms), as well as is known by now: its beginning is counted from there. */
  askedAt: () => number;
  /** A copy to listen to, which gives silence whenever the track does, and ends with it. */
  copyOf: (track: MediaStreamTrack) => MediaStreamTrack;
  /** Told about each acknowledged fragment and the ones still waiting in the spool. */
  onProgress(progress: { savedMs: number; pending: number }): void;
  /** This browser's storage is full: what is not acknowledged yet waits in memory, and would go with the page. Said once. */
  onUnspooled?(): void;
  /** It cannot go on (encoder failed, refused by the server). Fragments in the spool stay. */
  onFailed(reason: string): void;
  /** What is recorded later than so many ms after it was asked for is not at its time any more (this computer slept): it belongs into a new segment. Said once. */
  onApart(goodMs: number): void;
}

export interface Recorder {
  setTiles(tiles: RecorderTile[]): void;
  setVoices(voices: RecorderVoice[]): void;
  /** By the id of a voice: how much later than its picture it comes, ms; negative: earlier. */
  setLags(lags: ReadonlyMap<string, number>): void;
  /** Stops at once, and resolves with the number of fragments (head included) when it is known: the last ones are still on their way. */
  cut(): Promise<{ fragments: number }>;
  /** Encodes what is left, hands it over and resolves with the number of fragments (head included). */
  stop(): Promise<{ fragments: number }>;
}
