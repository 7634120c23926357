/** A ping this often, ms: the runtime answers it without waking the Room. */
const PING_EVERY = 2_000;
/** A probe is sent on suspicion; a line that works answers it well within this, ms. */
const PROBE_WITHIN = 1_500;
/** A tick so much late, ms, means that this page slept, not that nobody answered: ask again before judging. */
const SLEPT = 1_000;

/** Judges a socket by what is heard on it, in ticks of PING_EVERY. `tick` says what to do at `now`, ms. */
export function createPatience(began: number): { heard: () => void; tick: (now: number) => 'ping' | 'dead' } {
  let unanswered = 0;
  let last = began;
  return {
    heard() {
      unanswered = 0;
    },
    tick(now) {
      if (now - last > PING_EVERY + SLEPT) unanswered = 0;
      last = now;
      // Two pings without a word: noticed within 6 s of the 30 s for which a seat is kept.
      if (unanswered >= 2) return 'dead';
      unanswered += 1;
      return 'ping';
    },
  };
}

export interface Heartbeat {
  /** Something has come: the line works. */
  heard: () => void;
  /** Asks at once. False: no answer in time, and `onDead` was told. */
  probe: () => Promise<boolean>;
  stop: () => void;
}

/** A dead network closes a socket only minutes later: this notices within seconds, and at once after a sleep. */
export function keepBeat(ping: () => void, onDead: () => void): Heartbeat {
  const patience = createPatience(Date.now());
  let probing: PromiseWithResolvers<boolean> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const pings = setInterval(() => {
    if (patience.tick(Date.now()) === 'dead') die();
    else ping();
  }, PING_EVERY);

  function settle(answered: boolean): void {
    clearTimeout(timer);
    probing?.resolve(answered);
    probing = null;
  }
  function stop(): void {
    clearInterval(pings);
    settle(false);
  }
  function die(): void {
    stop();
    onDead();
  }
  return {
    heard() {
      patience.heard();
      if (probing) settle(true);
    },
    probe() {
      if (probing) return probing.promise;
      probing = Promise.withResolvers<boolean>();
      timer = setTimeout(die, PROBE_WITHIN);
      ping();
      return probing.promise;
    },
    stop,
  };
}
