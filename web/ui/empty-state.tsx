import type { ReactNode } from 'react';
import css from './empty-state.module.css';

interface EmptyStateProps {
  icon?: ReactNode;
  title: string;
  /** Why it is empty and what happens next. */
  children?: ReactNode;
  actions?: ReactNode;
  /** Heading level: 1 where it is the whole page. */
  level?: 1 | 2 | 3;
}

/** What stands where a list has nothing yet: says why, and offers the next step. */
export function EmptyState({ icon, title, children, actions, level = 2 }: EmptyStateProps) {
  const Heading = `h${level}` as const;
  return (
    <div className={css.empty}>
      {icon && (
        <span className={css.icon} aria-hidden="true">
          {icon}
        </span>
      )}
      <Heading className={css.title}>{title}</Heading>
      {children && <div className={css.text}>{children}</div>}
      {actions && <div className={css.actions}>{actions}</div>}
    </div>
  );
}
