import { ChevronLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import css from './page-head.module.css';

interface PageHeadProps {
  title: string;
  /** The page above this one. */
  up?: { href: string; label: string };
  /** State, beside the title. */
  badge?: ReactNode;
  /** One quiet line under it. */
  sub?: ReactNode;
  actions?: ReactNode;
}

/** Where I am, what this is, what I can do here. */
export function PageHead({ title, up, badge, sub, actions }: PageHeadProps) {
  return (
    <div className={css.head}>
      {up && (
        <Link href={up.href} className={css.up}>
          <ChevronLeft aria-hidden="true" />
          {up.label}
        </Link>
      )}
      <div className={css.row}>
        <div className={css.title}>
          <h1>{title}</h1>
          {badge}
        </div>
        {actions && <div className={css.actions}>{actions}</div>}
      </div>
      {sub && <div className={css.sub}>{sub}</div>}
    </div>
  );
}
