import type { Person } from '../../../wire/room.ts';
import type { Quality } from './client.ts';

/** 1 weak, 2 fair, 3 good, as it is told to the others. */
export type Verdict = Person['q'];

interface Bounds {
  /** Shares of lost packets above which speech and pictures suffer: visibly, or to whoever looks for it. */
  loss: number;
  /** Round trip, ms: above the larger one people talk into each other. */
  rtt: number;
  /** ms of standing picture within one look. */
  frozen: number;
}
const WEAK: Bounds = { loss: 0.08, rtt: 500, frozen: 600 };
const FAIR: Bounds = { loss: 0.03, rtt: 250, frozen: 200 };

/** So many looks in a row make it worse, so many make it better again: the sign must not flicker. */
const WORSE_LOOKS = 2;
const BETTER_LOOKS = 3;
/** Fewer packets than this say nothing about loss. */
const PACKETS_TELLING = 50;

/** Judges one look after the other; returns the verdict that stands. */
export function createJudge(): (look: Quality) => Verdict {
  let before: Quality | null = null;
  let verdict: Verdict = 3;
  let recent: Verdict[] = [];
  return (look) => {
    recent = [...recent, judge(look, before)].slice(-BETTER_LOOKS);
    before = look;
    const worse = recent.slice(-WORSE_LOOKS);
    if (worse.length === WORSE_LOOKS && worse.every((one) => one < verdict)) verdict = best(worse);
    else if (recent.length === BETTER_LOOKS && recent.every((one) => one > verdict)) verdict = worst(recent);
    return verdict;
  };
}

const best = (verdicts: Verdict[]): Verdict => verdicts.reduce((a, b) => (a > b ? a : b));
const worst = (verdicts: Verdict[]): Verdict => verdicts.reduce((a, b) => (a < b ? a : b));

function judge(look: Quality, before: Quality | null): Verdict {
  if (isBeyond(WEAK, look, before)) return 1;
  return isBeyond(FAIR, look, before) ? 2 : 3;
}

function isBeyond(bounds: Bounds, look: Quality, before: Quality | null): boolean {
  if (look.rtt > bounds.rtt || look.sendLoss > bounds.loss) return true;
  // A new transport counts from zero: nothing to compare with.
  if (!before || look.received < before.received) return false;
  const received = look.received - before.received;
  const lost = Math.max(0, look.lost - before.lost);
  if (received + lost >= PACKETS_TELLING && lost / (received + lost) > bounds.loss) return true;
  return look.frozenMs - before.frozenMs > bounds.frozen;
}

/** Reads a connection's sums out of its statistics. */
export function readQuality(report: RTCStatsReport): Quality {
  const quality: Quality = { received: 0, lost: 0, frozenMs: 0, sendLoss: 0, rtt: 0 };
  for (const entry of report.values() as Iterable<Record<string, unknown>>) {
    const value = (name: string) => (typeof entry[name] === 'number' ? entry[name] : 0);
    if (entry.type === 'inbound-rtp') {
      quality.received += value('packetsReceived');
      quality.lost += value('packetsLost');
      quality.frozenMs += value('totalFreezesDuration') * 1000;
    } else if (entry.type === 'remote-inbound-rtp') {
      quality.sendLoss = Math.max(quality.sendLoss, value('fractionLost'));
    } else if (entry.type === 'candidate-pair' && entry.nominated === true) {
      quality.rtt = Math.max(quality.rtt, value('currentRoundTripTime') * 1000);
    }
  }
  return quality;
}
