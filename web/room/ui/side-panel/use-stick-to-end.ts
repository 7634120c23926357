import type { RefObject } from 'react';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** So near the end still counts as at it, CSS px. */
const AT_END = 48;

interface StickToEnd<List> {
  ref: RefObject<List | null>;
  /** Something has come below what is seen. */
  isBehind: boolean;
  toEnd: () => void;
}

/**
 * A list that follows its newest entry (`last`), unless one has scrolled up to read; one's own entry is always followed. It also
 * follows when its place shrinks: the on-screen keyboard must not cover what is answered.
 */
export function useStickToEnd<List extends HTMLElement>(last: string | undefined, isMine: boolean): StickToEnd<List> {
  const ref = useRef<List>(null);
  const atEnd = useRef(true);
  const [isBehind, setBehind] = useState(false);

  const toEnd = useCallback(() => {
    const list = ref.current;
    if (list) list.scrollTop = list.scrollHeight;
    setBehind(false);
  }, []);

  useEffect(() => {
    const list = ref.current;
    if (!list) return undefined;
    const look = () => {
      atEnd.current = list.scrollHeight - list.scrollTop - list.clientHeight < AT_END;
      if (atEnd.current) setBehind(false);
    };
    const place = new ResizeObserver(() => {
      if (atEnd.current) list.scrollTop = list.scrollHeight;
    });
    list.addEventListener('scroll', look, { passive: true });
    place.observe(list);
    return () => {
      list.removeEventListener('scroll', look);
      place.disconnect();
    };
  }, []);

  // An entry can grow without being new: what was refused says why.
  useLayoutEffect(() => {
    const list = ref.current;
    if (list && atEnd.current) list.scrollTop = list.scrollHeight;
  });

  useLayoutEffect(() => {
    if (last === undefined) return;
    if (atEnd.current || isMine) toEnd();
    else setBehind(true);
  }, [last, isMine, toEnd]);

  return { ref, isBehind, toEnd };
}
