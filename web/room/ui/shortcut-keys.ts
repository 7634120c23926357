import { useEffect } from 'react';
import { takeEarlyKeys } from './early-keys.ts';
import { useStore } from './room-context.ts';
import { useRoomUi } from './room-ui.ts';
import { SHORTCUTS } from './shortcuts.ts';

/** Where a letter means itself. */
const WRITTEN_IN = 'input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]';

/** The keys of shortcuts.ts anywhere in the room, except where one writes or chooses. */
export function Shortcuts({ listening }: { listening: boolean }): null {
  const store = useStore();
  const ui = useRoomUi();
  useEffect(() => {
    if (!listening) return undefined;
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      if (event.target instanceof Element && event.target.closest(WRITTEN_IN)) return;
      const key = event.key.toUpperCase();
      const shortcut = SHORTCUTS.find((one) => one.key === key && (one.may?.(store.get()) ?? true));
      if (!shortcut) return;
      shortcut.press(store, ui);
      event.preventDefault();
    };
    takeEarlyKeys().forEach(press);
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });
  return null;
}
