import type { TrackKind } from '../../wire/words.ts';
import type { RoomState } from './state.ts';
import type { Watched } from './store.ts';

/** Own devices that are open, by kind: what is published, shown to oneself and recorded. */
export interface OwnTracks {
  all: () => ReadonlyMap<TrackKind, MediaStreamTrack>;
  get: (kind: TrackKind) => MediaStreamTrack | undefined;
  /** Puts a track in (or, null, takes it out) and stops the one before. `onEnded`: the device went by itself. */
  put: (kind: TrackKind, track: MediaStreamTrack | null) => void;
  /** Forgets them all and leaves them open: the page at the door goes on with them. */
  giveBack: () => void;
  stopAll: () => void;
}

export function createOwnTracks(room: Watched<RoomState>, onEnded: (kind: TrackKind) => void): OwnTracks {
  const tracks = new Map<TrackKind, MediaStreamTrack>();
  // Not `onended`: that one is the link page's, which may go on with the track.
  const ears = new Map<TrackKind, () => void>();

  function take(kind: TrackKind): MediaStreamTrack | undefined {
    const track = tracks.get(kind);
    const ear = ears.get(kind);
    if (ear) track?.removeEventListener('ended', ear);
    tracks.delete(kind);
    ears.delete(kind);
    return track;
  }

  function show(kind: TrackKind, track: MediaStreamTrack | null): void {
    if (kind !== 'screen_audio') room.update((state) => ({ ...state, own: { ...state.own, [kind]: track } }));
  }

  function put(kind: TrackKind, track: MediaStreamTrack | null): void {
    const before = take(kind);
    if (before && before !== track) before.stop();
    if (track) {
      const ear = () => onEnded(kind);
      track.addEventListener('ended', ear);
      tracks.set(kind, track);
      ears.set(kind, ear);
    }
    show(kind, track);
  }
  return {
    all: () => tracks,
    get: (kind) => tracks.get(kind),
    put,
    giveBack() {
      for (const kind of Array.from(tracks.keys())) {
        take(kind);
        show(kind, null);
      }
    },
    stopAll() {
      for (const kind of Array.from(tracks.keys())) put(kind, null);
    },
  };
}
