import type { RefObject } from 'react';
import { useEffect, useState } from 'react';

export interface Follow {
  /** The list scrolls to the current line by itself. */
  following: boolean;
  /** The reader looks around on their own. */
  leave: () => void;
  /** Back to the current line. */
  resume: () => void;
}

/** Keeps the line with this index in sight inside its scrolling list, until the reader scrolls themselves. */
export function useFollow(list: RefObject<HTMLElement | null>, line: number): Follow {
  const [following, setFollowing] = useState(true);
  useEffect(() => {
    const box = list.current;
    const row = box?.querySelectorAll<HTMLElement>(':scope > li')[line];
    if (!following || !box || !row) return;
    const top = row.offsetTop - box.offsetTop;
    const isInSight = top >= box.scrollTop && top + row.offsetHeight <= box.scrollTop + box.clientHeight;
    // The list's own scroll: `scrollIntoView` would move the page too.
    if (!isInSight) box.scrollTo({ top: top - box.clientHeight / 3, behavior: 'smooth' });
  }, [following, line, list]);
  return { following, leave: () => setFollowing(false), resume: () => setFollowing(true) };
}
