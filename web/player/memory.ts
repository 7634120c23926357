import { speedOf } from './speeds.ts';

/** What may stand on the timeline, each to be switched off. */
export const MARK_GROUPS = ['notes', 'chat', 'people'] as const;
export type MarkGroup = (typeof MARK_GROUPS)[number];

/** How somebody likes to watch: kept in this browser for all recordings. */
export interface Likes {
  speed: number;
  /** 0 to 1. */
  volume: number;
  skipGaps: boolean;
  hidden: readonly MarkGroup[];
}

const KEY = 'player';
const USUAL: Likes = { speed: 1, volume: 1, skipGaps: true, hidden: [] };

export function recallLikes(): Likes {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    const { speed, volume, skipGaps, hidden }: Record<keyof Likes, unknown> = {
      ...USUAL,
      ...(kept as Partial<Record<keyof Likes, unknown>>),
    };
    return {
      speed: speedOf(speed),
      volume: typeof volume === 'number' && volume >= 0 && volume <= 1 ? volume : USUAL.volume,
      skipGaps: skipGaps !== false,
      hidden: MARK_GROUPS.filter((group) => Array.isArray(hidden) && hidden.includes(group)),
    };
  } catch (cause) {
    // Storage closed to this page, or somebody wrote nonsense into it: as on the first day.
    console.info('no likes kept', cause);
    return USUAL;
  }
}

export function keepLikes(likes: Partial<Likes>): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...recallLikes(), ...likes }));
  } catch (cause) {
    console.info('likes not kept', cause);
  }
}
