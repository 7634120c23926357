import type { ReactNode } from 'react';
import { useState } from 'react';
import css from './bar-menu.module.css';

interface BarMenuProps {
  /** What the bar's button opens by `popoverTarget`. */
  id: string;
  label: string;
  /** Entries to press, not fields to fill in. */
  isList?: boolean;
  /** Drawn, and fetched, only when it is open. */
  children: ReactNode;
}

/** A native popover over the bar. */
export function BarMenu({ id, label, isList, children }: BarMenuProps) {
  const [open, setOpen] = useState(false);
  return (
    <dialog
      id={id}
      popover="auto"
      className={css.menu}
      data-list={isList}
      aria-label={label}
      onToggle={(event) => setOpen(event.newState === 'open')}
    >
      {open && children}
    </dialog>
  );
}
