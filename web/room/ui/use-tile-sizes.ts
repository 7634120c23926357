import { useEffect, useSyncExternalStore } from 'react';
import { useRoom, useStore } from './room-context.ts';
import type { Places } from './place.ts';
import type { View } from './view.ts';

/** Tells the media how large each camera is drawn, so that no more is sent than is seen; what a recording takes counts too. */
export function useTileSizes(people: Places['people'], all: readonly number[], floating: View['floating']): void {
  const store = useStore();
  const isHidden = useHidden();
  const recorded = useRoom((state) => state.recorder?.heights);
  // Nothing is said anew when a tile only moved.
  const key = all
    .map((n) => {
      const onPage = isHidden ? 0 : (people.get(n)?.height ?? 0);
      const inWindow = floating?.n === n ? floating.height : 0;
      return `${n}:${Math.max(onPage, inWindow, recorded?.get(n) ?? 0)}`;
    })
    .join();
  useEffect(() => {
    for (const entry of key ? key.split(',') : []) {
      const [n, height] = entry.split(':');
      store.tileSize(Number(n), Number(height));
    }
  }, [key, store]);
}

function useHidden(): boolean {
  return useSyncExternalStore(onVisibility, () => document.hidden);
}

function onVisibility(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener);
  return () => document.removeEventListener('visibilitychange', listener);
}
