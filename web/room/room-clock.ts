/** So many questions each time the clocks are compared: the one that was answered soonest tells most. */
const QUESTIONS = 5;
/** A question that has no answer after this long, ms, was lost with its socket. */
const LOST = 5_000;
/** How wrong a single word of the Room may be, ms: nobody knows how long it was on its way. */
const ONE_WAY = 500;
/** Two clocks come apart by at most so much, ms per ms: what was found out is worth less with time. */
const DRIFT = 0.0002;
/** Wall clock and performance.now() may move against each other by this much, ms, before they are asked about: some browsers' stands still in a sleep. */
const SLEPT = 200;

/** What time it is in the Room, seen from this page. Room times are UTC ms, own ones performance.now(), ms. */
export interface RoomClock {
  /** A word that the Room said at `at` has just come. */
  heard(at: number): void;
  /** Asks the Room a few times; `heardNow` takes the answers. */
  compare(): void;
  /** Answers a question. */
  heardNow(now: number): void;
  /** performance.now() when it was `at` in the Room; better known from answer to answer. */
  here(at: number): number;
}

interface Known {
  /** By how much the Room's time is ahead of performance.now(), ms. */
  ahead: number;
  /** By how much that may be wrong, ms, when it was found. */
  error: number;
  at: number;
  /** Date.now() less performance.now() then, ms. */
  wall: number;
}

/** The difference of two clocks as RFC 5905 (8, on-wire protocol) finds it: half way between question and answer it was the time of the answer. */
export function createRoomClock(ask: () => void, now = () => performance.now(), date = () => Date.now()): RoomClock {
  let known: Known | null = null;
  let askedAt: number | null = null;
  let left = 0;

  function keep(ahead: number, error: number): void {
    const at = now();
    known = { ahead, error, at, wall: date() - at };
  }

  const errorOf = ({ error, at }: Known) => error + (now() - at) * DRIFT;

  function learn(ahead: number, error: number): void {
    const before = known ? errorOf(known) : Infinity;
    // When both cannot be right, a clock was set, or stood still in a sleep: the newer one counts.
    const isOther = known !== null && Math.abs(ahead - known.ahead) > error + before;
    if (error <= before || isOther) keep(ahead, error);
  }

  function next(): void {
    if (left === 0) return;
    left -= 1;
    askedAt = now();
    ask();
  }

  function compare(): void {
    left = QUESTIONS;
    if (askedAt === null || now() - askedAt > LOST) next();
  }

  return {
    heard(at) {
      // It was some time on its way, so the Room is further ahead than this, if anything.
      const least = at - now();
      const most = known && known.ahead + (known.error < ONE_WAY ? errorOf(known) : 0);
      if (most === null || least > most) keep(least, ONE_WAY);
    },
    compare,
    heardNow(at) {
      if (askedAt === null) return;
      const way = (now() - askedAt) / 2;
      askedAt = null;
      learn(at - now() + way, way);
      next();
    },
    here(at) {
      if (known && Math.abs(date() - now() - known.wall) > SLEPT) compare();
      return at - (known?.ahead ?? date() - now());
    },
  };
}
