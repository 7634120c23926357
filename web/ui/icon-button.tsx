import type { ComponentProps, ReactNode } from 'react';
import css from './icon-button.module.css';

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'className' | 'children' | 'aria-label'> {
  /** What it does: read aloud, and shown on hover. */
  label: string;
  icon: ReactNode;
}

/** A square button with an icon only. */
export function IconButton({ label, icon, ...rest }: IconButtonProps) {
  return (
    <button type="button" title={label} {...rest} className={css.button} aria-label={label}>
      {icon}
    </button>
  );
}
