import { useEffect } from 'react';
import { firstPicture } from '../first-picture.ts';
import { preloadParts } from './lazy-part.tsx';
import { useRoom, useStore } from './room-context.ts';

/** Idle or not, by then they are fetched. ms */
const IDLE_WITHIN = 4_000;
/** Where the browser does not say when it is idle. ms */
const INSTEAD_OF_IDLE = 500;

/** Fetches the room's lazy parts once the first of the others is seen, so that they open at once, offline too. */
export function usePreload(): void {
  const store = useStore();
  const isIn = useRoom((state) => state.phase.kind === 'in');
  useEffect(() => {
    if (isIn) void firstPicture(store).then(() => whenIdle(() => void preloadParts()));
  }, [isIn, store]);
}

/** Safari has no idle callback. */
function whenIdle(work: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(work, { timeout: IDLE_WITHIN });
  else setTimeout(work, INSTEAD_OF_IDLE);
}
