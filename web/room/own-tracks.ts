import type { TrackKind } from '../../wire/words.ts';
import type { RoomState } from './state.ts';
import type { Watched } from './store.ts';

/** Own devices that are open, by kind: what is published, shown to oneself and recorded. */
export interface OwnTracks {
  all: () => ReadonlyMap<TrackKind, MediaStreamTrack>;
  get: (kind: TrackKind) => MediaStreamTrack | undefined;
  /** Puts a track in (or, null, takes it out) and stops the one before. `onEnded`: the device went by itself. */
  put: (kind: TrackKind, track: MediaStreamTrack | null) => void;
  /** Turns it on or off, and all its copies in the same moment. */
  enable: (kind: TrackKind, on: boolean) => void;
  /** Closes the device of that kind and leaves its track in place. */
  shut: (kind: TrackKind) => void;
  /** Of any track. A copy of one's own is on when that is, and stopped when that is. */
  copyOf: (track: MediaStreamTrack) => MediaStreamTrack;
  /** Forgets them all and leaves them open: the page at the door goes on with them. */
  giveBack: () => void;
  stopAll: () => void;
}

export function createOwnTracks(room: Watched<RoomState>, onEnded: (kind: TrackKind) => void): OwnTracks {
  const tracks = new Map<TrackKind, MediaStreamTrack>();
  // Not `onended`: that one is the link page's, which may go on with the track.
  const ears = new Map<TrackKind, () => void>();
  const copies = new WeakMap<MediaStreamTrack, MediaStreamTrack[]>();

  /** The track itself is the last. */
  function withCopies(track: MediaStreamTrack): MediaStreamTrack[] {
    return [...(copies.get(track) ?? []), track];
  }

  function shut(kind: TrackKind): void {
    const track = tracks.get(kind);
    if (track) for (const one of withCopies(track)) one.stop();
  }

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
    if (tracks.get(kind) !== track) shut(kind);
    take(kind);
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
    shut,
    enable(kind, on) {
      const track = tracks.get(kind);
      if (track) for (const one of withCopies(track)) one.enabled = on;
    },
    copyOf(track) {
      const copy = track.clone();
      const live = (copies.get(track) ?? []).filter(({ readyState }) => readyState === 'live');
      copies.set(track, [...live, copy]);
      return copy;
    },
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
