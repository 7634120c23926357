import { useEffect } from 'react';
import type { RoomStore } from '../state.ts';
import { preloadParts } from './lazy-part.tsx';
import { useRoom, useStore } from './room-context.ts';

/** Nobody may be there to be seen: then the parts come so long after 'Join'. ms */
const WITHOUT_PICTURE_AFTER = 4_000;

/** Fetches the room's lazy parts once the first of the others is seen, so that they open at once, offline too. */
export function usePreload(): void {
  const store = useStore();
  const isIn = useRoom((state) => state.phase.kind === 'in');
  useEffect(() => {
    if (!isIn) return undefined;
    const begin = () => {
      stop();
      whenIdle(() => void preloadParts());
    };
    const look = ({ target }: Event) => target instanceof HTMLVideoElement && isRemote(store, target) && begin();
    const timer = setTimeout(begin, WITHOUT_PICTURE_AFTER);
    // Media events do not bubble, but they are caught on their way down.
    document.addEventListener('playing', look, { capture: true });
    function stop(): void {
      clearTimeout(timer);
      document.removeEventListener('playing', look, { capture: true });
    }
    return stop;
  }, [isIn, store]);
}

function isRemote(store: RoomStore, { srcObject }: HTMLVideoElement): boolean {
  const shown = srcObject instanceof MediaStream ? srcObject.getVideoTracks() : [];
  const remote = [...store.get().tracks.values()];
  return shown.some((track) => remote.includes(track));
}

/** Safari has no idle callback. */
function whenIdle(work: () => unknown): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(work, { timeout: WITHOUT_PICTURE_AFTER });
  else setTimeout(work, 500);
}
