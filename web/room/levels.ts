/** Between two looks, ms: quick enough that the ring follows a voice, seldom enough to cost nothing. */
export const LISTEN_EVERY = 200;
/** 0 to 1; about -36 dB: above a quiet room, below a quiet voice. */
const VOICE = 0.015;
/** So many looks in a row: a door or a key is not a voice. */
const VOICE_LOOKS = 2;
/** Speech pauses between sentences, ms. */
const PAUSE = 1_200;
/** Somebody this many times as loud, for this long (ms), takes the floor from somebody who never pauses. */
const LOUDER = 2;
const LOUDER_FOR = 1_500;
/** How much of each look goes into somebody's loudness. */
const NEW_SHARE = 0.3;

interface Voice {
  loudness: number;
  /** Looks in a row with a voice in them. */
  looks: number;
  heardAt: number;
}

/**
 * Who speaks, look after look: `levels` by number, 0 to 1; `now` in ms. Who holds the floor comes first and keeps it until they
 * pause; the rest in the order they began. The same array as long as nothing changes.
 */
export function createListener(): (levels: ReadonlyMap<number, number>, now: number) => readonly number[] {
  const voices = new Map<number, Voice>();
  let speaking: readonly number[] = [];
  let louder: { n: number; since: number } | null = null;

  function hear(levels: ReadonlyMap<number, number>, now: number): void {
    for (const n of levels.keys()) if (!voices.has(n)) voices.set(n, { loudness: 0, looks: 0, heardAt: -Infinity });
    for (const [n, voice] of voices) {
      const level = levels.get(n) ?? 0;
      voice.loudness += (level - voice.loudness) * NEW_SHARE;
      voice.looks = level >= VOICE ? voice.looks + 1 : 0;
      const isHeard = voice.looks > 0 && (voice.looks >= VOICE_LOOKS || speaking.includes(n));
      if (isHeard) voice.heardAt = now;
      if (now - voice.heardAt > PAUSE && voice.loudness < VOICE && !levels.has(n)) voices.delete(n);
    }
  }

  /** Somebody much louder than who holds the floor, for long enough. */
  function takesFloor(list: readonly number[], now: number): number | null {
    const loudness = (n: number) => voices.get(n)?.loudness ?? 0;
    const [floor = -1, ...others] = list;
    const rival = others.find((n) => loudness(n) > loudness(floor) * LOUDER);
    if (rival === undefined) louder = null;
    else if (louder?.n !== rival) louder = { n: rival, since: now };
    if (!louder || now - louder.since < LOUDER_FOR) return null;
    louder = null;
    return rival ?? null;
  }

  return (levels, now) => {
    hear(levels, now);
    const heard = (n: number) => now - (voices.get(n)?.heardAt ?? -Infinity) <= PAUSE;
    const kept = speaking.filter(heard);
    const list = [...kept, ...[...voices.keys()].filter((n) => heard(n) && !kept.includes(n))];
    const first = takesFloor(list, now);
    const next = first === null ? list : [first, ...list.filter((n) => n !== first)];
    if (next.length !== speaking.length || next.some((n, index) => n !== speaking[index])) speaking = next;
    return speaking;
  };
}
