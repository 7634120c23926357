import { useState } from 'react';
import css from './device-menu.module.css';
import { ViewChoices } from './parts.ts';

/** How one sees the room; a native popover over the bar. */
export function ViewMenu() {
  const [open, setOpen] = useState(false);
  return (
    <dialog
      id="view-menu"
      popover="auto"
      className={css.menu}
      aria-label="View"
      onToggle={(event) => setOpen(event.newState === 'open')}
    >
      {open && <ViewChoices />}
    </dialog>
  );
}
