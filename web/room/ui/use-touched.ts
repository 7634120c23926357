import type { MouseEvent } from 'react';
import { useEffect, useState } from 'react';

/** Fingers have no hover: what a touch has shown goes again after this long, ms. */
const SHOWN_FOR = 4_000;

/** The first touch on a tile shows what can be done with it, and does nothing yet; a mouse and keys need no such step. */
export function useTouched(): { touched: boolean; onClickCapture: (event: MouseEvent) => void } {
  const [touched, setTouched] = useState(0);
  useEffect(() => {
    if (touched === 0) return undefined;
    const timer = setTimeout(() => setTouched(0), SHOWN_FOR);
    return () => clearTimeout(timer);
  }, [touched]);
  return {
    touched: touched > 0,
    onClickCapture(event) {
      if (!('pointerType' in event.nativeEvent) || event.nativeEvent.pointerType !== 'touch') return;
      // A menu or dialog that is open lies in the tile too.
      if (event.target instanceof Element && event.target.closest('[popover], dialog')) return;
      if (touched === 0) {
        event.preventDefault();
        event.stopPropagation();
      }
      setTouched((count) => count + 1);
    },
  };
}
