import type { RefObject } from 'react';
import { useEffect, useRef } from 'react';

/** When what was open has closed, the keyboard is back at the button that opened it: the first in `ref`. */
export function useReturn(open: boolean, ref: RefObject<HTMLElement | null>): void {
  const wasOpen = useRef(open);
  useEffect(() => {
    if (wasOpen.current && !open) ref.current?.querySelector('button')?.focus();
    wasOpen.current = open;
  }, [open, ref]);
}
