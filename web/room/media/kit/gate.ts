import type { Person } from '../../../../wire/room.ts';
import type { TrackKind } from '../../../../wire/words.ts';
import type { MediaEvents } from '../client.ts';

/** Which of a person's flags says that this track of theirs is on. */
const FLAG = { mic: 'mic', cam: 'cam', screen: 'screen', screen_audio: 'screen' } as const satisfies Record<
  TrackKind,
  keyof Person
>;

type Key = `${number}:${TrackKind}`;

/**
 * Between the meeting and the room: the service brings the tracks of whoever sends any, the Room says who is in and what of theirs
 * is on. Only what both agree on is shown, so that what a Researcher turned off is off, whatever its sender does.
 */
export interface Gate {
  bring: (n: number, kind: TrackKind, track: MediaStreamTrack | null) => void;
  /** The Room has said something about people, or pictures are wanted or not. */
  look: () => void;
  /** Another meeting: all that was brought is gone. */
  clear: () => void;
}

export function createGate(
  show: MediaEvents['onTrack'],
  people: MediaEvents['people'],
  wants: (kind: TrackKind) => boolean,
): Gate {
  const brought = new Map<Key, MediaStreamTrack>();
  const shown = new Map<Key, MediaStreamTrack>();

  function settle(key: Key): void {
    const [number, kind] = key.split(':') as [string, TrackKind];
    const n = Number(number);
    const track = brought.get(key);
    const passes = track !== undefined && people().get(n)?.[FLAG[kind]] === true && wants(kind);
    if (passes ? shown.get(key) === track : !shown.has(key)) return;
    if (passes) shown.set(key, track);
    else shown.delete(key);
    show(n, kind, passes ? track : null);
  }
  const look = () => new Set([...brought.keys(), ...shown.keys()]).forEach(settle);

  return {
    bring(n, kind, track) {
      if (track) brought.set(`${n}:${kind}`, track);
      else brought.delete(`${n}:${kind}`);
      settle(`${n}:${kind}`);
    },
    look,
    clear() {
      brought.clear();
      look();
    },
  };
}
