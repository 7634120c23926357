import { useEffect, useSyncExternalStore } from 'react';
import { useRoom, useStore } from './room-context.ts';
import type { Places } from './place.ts';
import type { View } from './view.ts';

/** Height of a recording's picture, px (MEDIA.md 2), and of who is large in it. */
const RECORDED_HEIGHT = 720;
const RECORDED_LARGE = 472;

/** Tells the media how large each camera is drawn, so that no more is sent than is seen; what a recording takes counts too. */
export function useTileSizes(people: Places['people'], all: readonly number[], floating: View['floating']): void {
  const store = useStore();
  const isHidden = useHidden();
  const recorded = useRoom((state) => state.recorder?.active === true);
  const large = useRoom((state) => state.recorder?.large ?? null);
  // Nothing is said anew when a tile only moved.
  const key = all
    .map((n) => {
      const onPage = isHidden ? 0 : (people.get(n)?.height ?? 0);
      const inWindow = floating?.n === n ? floating.height : 0;
      const inGrid = RECORDED_HEIGHT / Math.ceil(Math.sqrt(all.length));
      const onTape = !recorded ? 0 : n === large ? RECORDED_LARGE : inGrid;
      return `${n}:${Math.max(onPage, inWindow, onTape)}`;
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
