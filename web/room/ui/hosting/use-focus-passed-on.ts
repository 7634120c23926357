import type { RefObject } from 'react';
import { useLayoutEffect } from 'react';

/**
 * When this part goes with the focus in it, somebody has been answered: the focus goes on to the next one who waits, or to where
 * people are seen, and never to nowhere.
 */
export function useFocusPassedOn(part: RefObject<HTMLElement | null>): void {
  // Layout, not passive: only then is it still in the page.
  useLayoutEffect(() => {
    const element = part.current;
    return () => {
      if (element?.contains(document.activeElement)) passOn(element);
    };
  }, [part]);
}

function passOn(element: HTMLElement): void {
  const { nextElementSibling, previousElementSibling } = element;
  const isRow = element.tagName === 'LI';
  const neighbour = isRow ? (nextElementSibling ?? previousElementSibling)?.querySelector('button') : null;
  const tab = element.closest('aside')?.querySelector<HTMLElement>('[role=tab][aria-selected=true]');
  // 'People', or on a phone 'More': only one of them is shown, and only that one takes the focus.
  const rests = [...document.querySelectorAll<HTMLElement>('[data-rest]')];
  for (const place of [neighbour ?? tab, ...rests]) {
    place?.focus();
    if (document.activeElement === place) return;
  }
}
