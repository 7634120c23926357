import type { TrackKind } from '../../wire/words.ts';
import type { RoomState } from './state.ts';
import type { Watched } from './store.ts';

/** Own devices that are open, by kind: what is published, shown to oneself and recorded. */
export interface OwnTracks {
  all: () => ReadonlyMap<TrackKind, MediaStreamTrack>;
  get: (kind: TrackKind) => MediaStreamTrack | undefined;
  /** Puts a track in (or, null, takes it out) and stops the one before. `onEnded`: the device went by itself. */
  put: (kind: TrackKind, track: MediaStreamTrack | null) => void;
  stopAll: () => void;
}

export function createOwnTracks(room: Watched<RoomState>, onEnded: (kind: TrackKind) => void): OwnTracks {
  const tracks = new Map<TrackKind, MediaStreamTrack>();

  function put(kind: TrackKind, track: MediaStreamTrack | null): void {
    const before = tracks.get(kind);
    if (before && before !== track) {
      before.onended = null;
      before.stop();
    }
    if (track) {
      track.onended = () => onEnded(kind);
      tracks.set(kind, track);
    } else tracks.delete(kind);
    if (kind !== 'screen_audio') room.update((state) => ({ ...state, own: { ...state.own, [kind]: track } }));
  }
  return {
    all: () => tracks,
    get: (kind) => tracks.get(kind),
    put,
    stopAll() {
      for (const kind of Array.from(tracks.keys())) put(kind, null);
    },
  };
}
