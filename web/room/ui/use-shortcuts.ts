import { useEffect } from 'react';
import { attempt, useMayTalk, useStore } from './room-context.ts';

/** M, V, H, L and ? anywhere in the room, except where one writes or chooses. */
export function useShortcuts(listening: boolean, on: { leave: () => void; help: () => void }): void {
  const store = useStore();
  const mayTalk = useMayTalk();
  useEffect(() => {
    if (!listening) return undefined;
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      if (event.target instanceof Element && event.target.closest('input, select, textarea, [contenteditable]')) return;
      const { people, me } = store.get();
      const mine = people.get(me);
      const key = event.key.toLowerCase();
      if (key === '?') on.help();
      else if (key === 'l') on.leave();
      else if (key === 'h') attempt(store.setHand(!mine?.hand));
      else if (key === 'm' && mayTalk) attempt(store.setMic(!mine?.mic));
      else if (key === 'v' && mayTalk) attempt(store.setCam(!mine?.cam));
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });
}
