import { SOUND_BLOCK } from './sound.ts';

/** Silence is put where nobody speaks, or after so many blocks (10 s) wherever it comes to stand. */
const BLOCKS_MAX = 470;

/** Silence that a file is given for the time in which the sound stood still: whole blocks, so that what follows is at its time again. */
export interface Fill {
  /** So many frames more are missing; negative: of what was given, so many were not missing. */
  owe(frames: number): void;
  /** So many blocks of silence follow this block; -1: the block itself, which is silent, is left out. */
  after(isSilent: () => boolean): number;
  /** Frames that were given so far, less those left out. */
  given(): number;
}

export function createFill(): Fill {
  let owed = 0;
  let given = 0;
  let waited = 0;
  return {
    owe: (frames) => void (owed += frames),
    after(isSilent) {
      const blocks = Math.trunc(owed / SOUND_BLOCK);
      if (blocks === 0) return 0;
      waited += 1;
      const isLate = blocks > 0 && waited >= BLOCKS_MAX;
      if (!isSilent() && !isLate) return 0;
      waited = 0;
      const now = Math.max(-1, blocks);
      owed -= now * SOUND_BLOCK;
      given += now * SOUND_BLOCK;
      return now;
    },
    given: () => given,
  };
}
