import type { KeyboardEvent, ReactNode } from 'react';
import { useId, useRef, useState } from 'react';
import css from './menu.module.css';

interface PopoverProps {
  /** Name of the opening button, read aloud. */
  label: string;
  trigger: ReactNode;
  children: ReactNode;
}

const GAP = 6;
const MARGIN = 8;

/** A native popover under its button (above it where there is no room below), kept inside the window. Arrow down opens and enters it; Escape and a press beside it close it. */
export function Popover({ label, trigger, children }: PopoverProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);

  const place = () => {
    if (!button.current || !panel.current) return;
    const from = button.current.getBoundingClientRect();
    const left = Math.min(from.right - panel.current.offsetWidth, innerWidth - panel.current.offsetWidth - MARGIN);
    const below = from.bottom + GAP;
    const fits = below + panel.current.offsetHeight <= innerHeight - MARGIN;
    panel.current.style.top = `${fits ? below : Math.max(MARGIN, from.top - GAP - panel.current.offsetHeight)}px`;
    panel.current.style.left = `${Math.max(MARGIN, left)}px`;
  };

  const enter = (event: KeyboardEvent<HTMLButtonElement>) => {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    if (!open) event.currentTarget.click();
    panel.current?.querySelector<HTMLElement>('a, button, input')?.focus();
  };

  return (
    <>
      <button
        ref={button}
        type="button"
        className={css.trigger}
        aria-label={label}
        aria-expanded={open}
        popoverTarget={id}
        onKeyDown={enter}
      >
        {trigger}
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        className={css.panel}
        onToggle={(event) => {
          setOpen(event.newState === 'open');
          if (event.newState === 'open') place();
        }}
      >
        {children}
      </div>
    </>
  );
}

/** Entries of a menu inside a Popover; arrow keys go from one to the next. */
export function MenuItems({ children }: { children: ReactNode }) {
  const move = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    const entries = [...event.currentTarget.querySelectorAll<HTMLElement>('a, button')];
    const at = entries.findIndex((entry) => entry === document.activeElement);
    entries[(at + (event.key === 'ArrowDown' ? 1 : -1) + entries.length) % entries.length]?.focus();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- keys only travel between the real links and buttons in it
    <div className={css.items} onKeyDown={move}>
      {children}
    </div>
  );
}
