import type { FollowedTrack, Person } from '../../../wire/room.ts';
import type { TrackKind } from '../../../wire/words.ts';

type OnTrack = (n: number, kind: TrackKind, track: MediaStreamTrack | null) => void;

/** The others' tracks on one connection, by mid. */
export interface Follower {
  /** The offer that brings these is set: their receivers exist. */
  begin: (tracks: FollowedTrack[]) => void;
  end: (mids: string[]) => void;
  /** After a lost socket: whoever has left, and whatever they turned off meanwhile, is followed no more. */
  keepOnly: (people: Person[]) => void;
  midOf: (n: number, kind: TrackKind) => string | undefined;
  all: () => FollowedTrack[];
  receivers: (kind: TrackKind) => [n: number, receiver: RTCRtpReceiver][];
}

export function createFollower(pc: Pick<RTCPeerConnection, 'getTransceivers'>, onTrack: OnTrack): Follower {
  const followed = new Map<string, FollowedTrack>();

  function end(mids: Iterable<string>): void {
    for (const mid of mids) {
      const gone = followed.get(mid);
      if (!followed.delete(mid) || !gone) continue;
      // The same track may have come again under another mid before its old one was ended.
      if (midOf(gone.n, gone.kind) === undefined) onTrack(gone.n, gone.kind, null);
    }
  }
  function midOf(n: number, kind: TrackKind): string | undefined {
    return [...followed.values()].findLast((entry) => entry.n === n && entry.kind === kind)?.mid;
  }
  return {
    begin(tracks) {
      const receivers = new Map(pc.getTransceivers().map(({ mid, receiver }) => [mid, receiver.track]));
      for (const entry of tracks) {
        const track = receivers.get(entry.mid);
        if (!track) continue;
        followed.delete(entry.mid);
        followed.set(entry.mid, entry);
        onTrack(entry.n, entry.kind, track);
      }
    },
    end,
    keepOnly(people) {
      const there = new Map(people.map((person) => [person.n, person]));
      const shown = ({ n, kind }: FollowedTrack) => {
        const person = there.get(n);
        if (!person) return false;
        return kind === 'mic' || (kind === 'cam' ? person.cam : person.screen);
      };
      end([...followed.values()].filter((entry) => !shown(entry)).map((entry) => entry.mid));
    },
    midOf,
    all: () => [...followed.values()],
    receivers(kind) {
      const receivers = new Map(pc.getTransceivers().map(({ mid, receiver }) => [mid, receiver]));
      return [...followed.values()].flatMap((entry) => {
        const receiver = entry.kind === kind && receivers.get(entry.mid);
        return receiver ? [[entry.n, receiver] as [number, RTCRtpReceiver]] : [];
      });
    },
  };
}
