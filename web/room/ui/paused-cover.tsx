import { Play } from 'lucide-react';
import { attempt, useRoom, useStore } from './room-context.ts';
import css from './paused-cover.module.css';

/** Over one's own tile while the system holds a device back, as during a phone call. */
export function PausedCover() {
  const store = useStore();
  const paused = useRoom((state) => state.paused);
  if (paused.length === 0) return null;
  return (
    <button type="button" className={css.cover} onClick={() => attempt(store.resume())}>
      <Play aria-hidden="true" />
      Tap to resume
    </button>
  );
}
