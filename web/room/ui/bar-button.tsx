import type { ComponentProps, ReactNode } from 'react';
import css from './bar.module.css';

interface BarButtonProps extends Omit<ComponentProps<'button'>, 'className' | 'children' | 'aria-label' | 'title'> {
  /** What a press does: read aloud and shown on hover. */
  label: string;
  icon: ReactNode;
  hotkey?: string;
  /** A device that is off. */
  off?: boolean;
  /** Something that is going on: sharing, a raised hand. */
  active?: boolean;
  /** Without a round of its own. */
  quiet?: boolean;
  count?: number;
  /** The count is of something one has not seen. */
  news?: boolean;
  /** Where the focus goes when what had it is gone (hosting/use-focus-passed-on.ts). */
  'data-rest'?: boolean;
}

/** A round button of the bar, 48 px. */
export function BarButton({ label, icon, hotkey, off, active, quiet, count, news, ...rest }: BarButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={css.button}
      data-off={off}
      data-active={active}
      data-quiet={quiet}
      aria-label={label}
      aria-keyshortcuts={hotkey}
      title={hotkey ? `${label} (${hotkey})` : label}
    >
      {icon}
      {count !== undefined && (
        <span className={css.count} data-news={news} aria-hidden="true">
          {count > 99 ? '99+' : count}
        </span>
      )}
    </button>
  );
}
