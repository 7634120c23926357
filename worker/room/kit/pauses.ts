import type { RecordingGap } from '../../../wire/http.ts';
import type { Rest } from '../../recordings/gap-reasons.ts';

/** What the service says of the file it made. UTC ms; `durationMs` null where it does not say. */
export interface MadeFile {
  startedAt: number;
  stoppedAt: number;
  durationMs: number | null;
}

/** How long the file is where the service does not say: what was paused is not in it. ms */
export const lengthOf = (rests: readonly Rest[], file: MadeFile): number =>
  file.durationMs ?? Math.max(0, file.stoppedAt - file.startedAt - sum(stretchesOf(rests, file)));

/**
 * The paused stretches of a file that the service made. It leaves them out, which makes a cut of each; a file that is as long as it
 * took to make has them in it. Nothing documented says which: the service's own figures do.
 */
export function pausesIn(rests: readonly Rest[], file: MadeFile): RecordingGap[] {
  const stretches = stretchesOf(rests, file);
  const isCut = file.stoppedAt - file.startedAt - lengthOf(rests, file) >= sum(stretches) / 2;
  if (!isCut) return stretches.map(({ from, to }) => ({ fromMs: from, toMs: to, why: 'paused' }));
  let cutBefore = 0;
  return stretches.map(({ from, to }) => {
    const [at, cutMs] = [from - cutBefore, to - from];
    cutBefore += cutMs;
    return { fromMs: at, toMs: at, why: 'paused', cutMs };
  });
}

/** In ms since the recording began. */
function stretchesOf(rests: readonly Rest[], { startedAt, stoppedAt }: MadeFile): { from: number; to: number }[] {
  return rests
    .map(({ from, to }) => ({
      from: Math.max(from, startedAt) - startedAt,
      to: Math.min(to ?? stoppedAt, stoppedAt) - startedAt,
    }))
    .filter(({ from, to }) => to > from);
}

const sum = (stretches: { from: number; to: number }[]): number =>
  stretches.reduce((ms, { from, to }) => ms + to - from, 0);

/** What is known of the pauses once it is known that the recorder pauses, or does not. */
export function restsWith(rests: readonly Rest[], isPaused: boolean, now: number): readonly Rest[] {
  const last = rests.at(-1);
  const isOpen = last !== undefined && last.to === null;
  if (isPaused) return isOpen ? rests : [...rests, { from: now, to: null }];
  return isOpen ? [...rests.slice(0, -1), { from: last.from, to: now }] : rests;
}
