import type { RefObject } from 'react';
import { useEffect } from 'react';

/** What of the window's height the on-screen keyboard covers, as `--keyboard` on the element: phones do not tell it to CSS. */
export function useKeyboardInset(ref: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const { visualViewport } = globalThis;
    const element = ref.current;
    if (!visualViewport || !element) return undefined;
    const measure = () => {
      // Zoomed in by fingers, the visible part is small without any keyboard.
      const isZoomed = visualViewport.scale > 1.05;
      const covered = isZoomed ? 0 : innerHeight - visualViewport.height - visualViewport.offsetTop;
      element.style.setProperty('--keyboard', `${Math.max(0, Math.round(covered))}px`);
    };
    measure();
    visualViewport.addEventListener('resize', measure);
    visualViewport.addEventListener('scroll', measure);
    return () => {
      visualViewport.removeEventListener('resize', measure);
      visualViewport.removeEventListener('scroll', measure);
    };
  }, [ref]);
}
