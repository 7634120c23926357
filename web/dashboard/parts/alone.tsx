import type { ReactNode } from 'react';
import { Wordmark } from '../shell/wordmark.tsx';
import css from './alone.module.css';

interface AloneProps {
  title: string;
  intro?: ReactNode;
  children?: ReactNode;
}

/** A page that asks one thing: signing in, a name. */
export function Alone({ title, intro, children }: AloneProps) {
  return (
    <main className={css.page}>
      <div className={css.column}>
        <Wordmark />
        <div className={css.head}>
          <h1>{title}</h1>
          {intro && <p className={css.intro}>{intro}</p>}
        </div>
        {children}
      </div>
    </main>
  );
}
