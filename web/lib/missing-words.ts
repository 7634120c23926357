import { showDuration } from './time.ts';

/** So many stretches are named; a recording with more of them is looked at in the player. */
const NAMED = 3;

const WHY_WORDS = { handover: 'the browser that recorded had gone', lost: 'nothing arrived' } as const;

interface Missing {
  fromMs: number;
  ms: number;
  why: 'lost' | 'handover' | 'paused';
}

/** " Missing: 6 s at 0:13 (the browser that recorded had gone). It was paused for 2:10.", or nothing. `gaps` as a timeline entry has them. */
export function missingWords(gaps: unknown): string {
  const all = readGaps(gaps);
  const missing = all.filter(({ why }) => why !== 'paused');
  const more = missing.length > NAMED ? ` and ${missing.length - NAMED} more` : '';
  const named = missing.slice(0, NAMED).map(nameGap).join(', ');
  const restedMs = all.filter(({ why }) => why === 'paused').reduce((sum, { ms }) => sum + ms, 0);
  const rested = restedMs === 0 ? '' : ` It was paused for ${showDuration(restedMs)}.`;
  return `${named && ` Missing: ${named}${more}.`}${rested}`;
}

function nameGap({ fromMs, ms, why }: Missing): string {
  const seconds = Math.max(1, Math.round(ms / 1_000));
  const length = seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
  return `${length} at ${showDuration(fromMs)} (${why === 'paused' ? 'paused' : WHY_WORDS[why]})`;
}

/** Entries of before pauses and handovers were told apart say nothing of why: lost. */
function readGaps(gaps: unknown): Missing[] {
  const list: unknown[] = Array.isArray(gaps) ? gaps : [];
  return list.flatMap((gap) => {
    if (typeof gap !== 'object' || gap === null) return [];
    const {
      fromMs,
      toMs,
      why,
      cutMs = 0,
    } = gap as { fromMs?: unknown; toMs?: unknown; why?: unknown; cutMs?: unknown };
    const known = why === 'paused' || why === 'handover' ? why : 'lost';
    return [{ fromMs: Number(fromMs), ms: Number(toMs) - Number(fromMs) + Number(cutMs), why: known }];
  });
}
