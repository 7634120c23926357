import type { RecordingGap } from '../../wire/http.ts';

/** What is left of a gap must be longer than this to be worth a jump, ms. */
export const SKIP_FROM = 500;

/** The stretch without recording that this moment lies in, or null. ms in the file. */
export function gapAt(gaps: readonly RecordingGap[], ms: number): RecordingGap | null {
  return gaps.find(({ fromMs, toMs }) => ms >= fromMs && ms < toMs) ?? null;
}

/** The gap to jump out of at this moment, or null where none is or its rest is too short to matter. */
export function gapToSkip(gaps: readonly RecordingGap[], ms: number): RecordingGap | null {
  const gap = gapAt(gaps, ms);
  return gap && gap.toMs - ms > SKIP_FROM ? gap : null;
}

/** "Skipped 12 s without recording". */
export const skippedWords = ({ toMs }: RecordingGap, ms: number): string =>
  `Skipped ${inWords(toMs - ms)} without recording`;

/** What was cut out of the file less than `reach` ms from this moment, in words; '' where nothing was. */
export function cutWords(gaps: readonly RecordingGap[], ms: number, reach: number): string {
  const cut = gaps.find(({ fromMs, cutMs }) => cutMs !== undefined && Math.abs(ms - fromMs) < reach);
  return cut ? `${inWords(cut.cutMs ?? 0)} were left out here: a Researcher had paused the recording.` : '';
}

function inWords(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1_000));
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}

/** What is told over the picture: why it stands still here. Nothing of a rest that is about to be skipped, or too short to matter. */
export function gapWords(
  gaps: readonly RecordingGap[],
  { ms, playing, skipGaps }: { ms: number; playing: boolean; skipGaps: boolean },
): string {
  const gap = gapAt(gaps, ms);
  return gap && !(playing && skipGaps) ? GAP_WORDS[gap.why] : '';
}

/** Why the picture stands still here. */
export const GAP_WORDS = {
  lost: 'Nothing was recorded here: the connection was lost.',
  handover: 'Nothing was recorded here: the browser that recorded had gone.',
  paused: 'Nothing was recorded here: a Researcher had paused the recording.',
} as const satisfies Record<RecordingGap['why'], string>;
