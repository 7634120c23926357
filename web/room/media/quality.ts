import type { Quality } from './client.ts';

/** Between two looks, ms (MEDIA.md 1). */
export const MEASURE_EVERY = 2_000;
/** Shares of lost packets above which speech and pictures suffer visibly. */
const LOSS_WEAK = 0.08;
/** ms; above this people talk into each other. */
const RTT_WEAK = 500;
/** ms of standing picture within one look. */
const FREEZE_WEAK = 600;
/** So many bad looks in a row make 'weak', so many good ones 'good' again: the sign must not flicker. */
const BAD_LOOKS = 2;
const GOOD_LOOKS = 3;
/** Fewer packets than this say nothing about loss. */
const PACKETS_TELLING = 50;

export type Verdict = 'good' | 'weak';

/** Judges one look after the other; returns the verdict that stands. */
export function createJudge(): (look: Quality) => Verdict {
  let before: Quality | null = null;
  let verdict: Verdict = 'good';
  let streak = 0;
  return (look) => {
    const bad = isBad(look, before);
    before = look;
    streak = bad === (verdict === 'good') ? streak + 1 : 0;
    if (streak >= (bad ? BAD_LOOKS : GOOD_LOOKS)) {
      verdict = bad ? 'weak' : 'good';
      streak = 0;
    }
    return verdict;
  };
}

function isBad(look: Quality, before: Quality | null): boolean {
  if (look.rtt > RTT_WEAK || look.sendLoss > LOSS_WEAK) return true;
  // A new transport counts from zero: nothing to compare with.
  if (!before || look.received < before.received) return false;
  const received = look.received - before.received;
  const lost = Math.max(0, look.lost - before.lost);
  if (received + lost >= PACKETS_TELLING && lost / (received + lost) > LOSS_WEAK) return true;
  return look.frozenMs - before.frozenMs > FREEZE_WEAK;
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
