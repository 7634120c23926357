/** A computer that ran nothing of this page and took in no sound for so long, ms, slept. Less is a busy one's standstill, which is filled (clock.ts). */
const SLEEP_MIN = 3_000;
/** So often this page shows that it runs, ms. */
const ALIVE_EVERY = 250;
/**
 * The sound's clock and the computer's may come apart by this much, ms, besides what is filled: in hours, where a crystal is fast. A
 * meeting's picture stays with its sound; a file that is laid beside others has to keep their time, too.
 */
const CRYSTAL_MAX = { meeting: 1_000, alone: 200 };
/** So long the clocks are compared before it is judged, ms: some word of the sound is prompt in it, however busy the page is. */
const [SLEEP_WINDOW, CRYSTAL_WINDOW] = [600, 2_000];
/** The Room's time of the beginning may move by this much, ms, when it is better known. More: this page's clock stood still. */
const SLEPT = 1_000;
const LOOK_EVERY = 1_000;

/** Told once up to where, ms from the beginning, what is recorded is at its time. */
export type OnApart = (goodMs: number) => void;

/** A word of the sound. */
export interface Heard {
  /** performance.now(), ms. */
  now: number;
  /** What was taken in. ms */
  mixedMs: number;
  /** How far the file has come with it, filled silence included. ms */
  fileMs: number;
}

export interface Watch {
  hears(heard: Heard): void;
  close(): void;
}

/** Says when this computer slept: neither this page nor its sound went on. A sound alone that stands still is a busy computer's. */
export function watchSleep(onApart: OnApart): Watch {
  const distances = openWindows(SLEEP_WINDOW);
  let before = Infinity;
  let goodMs = 0;
  let told = false;
  let aliveAt = performance.now();
  /** The longest that this page stood still, in this window of the sound and the one before. */
  let [stood, stoodBefore] = [0, 0];
  const ticking = setInterval(() => {
    const now = performance.now();
    stood = Math.max(stood, now - aliveAt);
    aliveAt = now;
  }, ALIVE_EVERY);
  return {
    hears({ now, mixedMs, fileMs }) {
      // A page that wakes reads the sound's words first.
      const standing = Math.max(stood, stoodBefore, performance.now() - aliveAt);
      const least = distances.see(now, now - mixedMs);
      if (least !== null) {
        if (least - before > SLEEP_MIN && standing > SLEEP_MIN && !told) {
          told = true;
          onApart(goodMs);
        }
        before = least;
        [stood, stoodBefore] = [0, stood];
      }
      if (before === Infinity || now - mixedMs - before <= SLEEP_MIN) goodMs = fileMs;
    },
    close: () => clearInterval(ticking),
  };
}

/** Says when the sound does not belong to its time any more, for whatever reason. */
export function watchCrystal(of: keyof typeof CRYSTAL_MAX, onApart: OnApart): Watch {
  const most = CRYSTAL_MAX[of];
  const distances = openWindows(CRYSTAL_WINDOW);
  let first = Infinity;
  let goodMs = 0;
  let told = false;
  return {
    hears({ now, fileMs }) {
      const least = distances.see(now, now - fileMs);
      if (least !== null) {
        if (first === Infinity) first = least;
        else if (Math.abs(least - first) > most && !told) {
          told = true;
          onApart(goodMs);
        }
      }
      if (first === Infinity || Math.abs(now - fileMs - first) <= most) goodMs = fileMs;
    },
    close: () => undefined,
  };
}

/** Returns the least value of a window when it is over. */
function openWindows(length: number): { see(now: number, value: number): number | null } {
  let least = Infinity;
  let ends = -Infinity;
  return {
    see(now, value) {
      const over = now >= ends && least < Infinity ? least : null;
      if (now >= ends) {
        least = Infinity;
        ends = now + length;
      }
      least = Math.min(least, value);
      return over;
    },
  };
}

/** Some browsers' own clock stands still in a sleep, as the sound does: only the Room's tells of it, by `askedAt` (ports.ts). Returns how to stop. */
export function watchSlept(askedAt: () => number, onApart: OnApart): () => void {
  const began = performance.now();
  let first: number | null = null;
  let goodMs = 0;
  const looking = setInterval(() => {
    first ??= askedAt();
    if (Math.abs(askedAt() - first) > SLEPT) onApart(goodMs);
    else goodMs = performance.now() - began;
  }, LOOK_EVERY);
  return () => clearInterval(looking);
}
