import type { RecordingGap } from '../../wire/http.ts';
import type { Gap } from './mp4/layout.ts';

/** A stretch in which a Researcher wanted no recording, UTC ms; `to` null: to the end. */
export interface Rest {
  from: number;
  to: number | null;
}

/** A recorder needs so long to begin again, and lets go of its last frames within it: that belongs to the pause. ms */
export const REST_EDGE = 3_000;

/** Tells paused stretches apart from the others; a gap that is both is cut in two. `zeroAt`: the instant of the file's zero, UTC ms. */
export function explainGaps(gaps: Gap[], rests: Rest[], zeroAt: number): RecordingGap[] {
  const paused = rests.map(({ from, to }): Stretch => ({ fromMs: from - zeroAt, toMs: (to ?? Infinity) - zeroAt }));
  return gaps.flatMap((gap) => explain(gap, paused));
}

type Stretch = Pick<Gap, 'fromMs' | 'toMs'>;

function explain(gap: Gap, paused: Stretch[]): RecordingGap[] {
  const stretches: RecordingGap[] = [];
  const add = (fromMs: number, toMs: number, why: RecordingGap['why']) => {
    const last = stretches.at(-1);
    if (last?.why === why) last.toMs = toMs;
    else if (toMs > fromMs) stretches.push({ fromMs, toMs, why });
  };
  let at = gap.fromMs;
  for (const rest of paused) {
    if (rest.toMs <= gap.fromMs || rest.fromMs >= gap.toMs) continue;
    const from = rest.fromMs - at < REST_EDGE ? at : rest.fromMs;
    const to = gap.toMs - rest.toMs < REST_EDGE ? gap.toMs : rest.toMs;
    add(at, from, gap.why);
    add(from, to, 'paused');
    at = to;
  }
  add(at, gap.toMs, gap.why);
  return stretches;
}
