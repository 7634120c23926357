import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import css from './banner.module.css';

const ICONS = { plain: Info, warn: TriangleAlert, bad: CircleAlert } as const;

interface BannerProps {
  tone?: keyof typeof ICONS;
  children: ReactNode;
  actions?: ReactNode;
}

/** A sentence that stays until its cause is gone. Bad news is announced as it appears. */
export function Banner({ tone = 'plain', children, actions }: BannerProps) {
  const Icon = ICONS[tone];
  return (
    <div className={css.banner} data-tone={tone} role={tone === 'bad' ? 'alert' : undefined}>
      <Icon aria-hidden="true" />
      <div className={css.text}>{children}</div>
      {actions && <div className={css.actions}>{actions}</div>}
    </div>
  );
}
