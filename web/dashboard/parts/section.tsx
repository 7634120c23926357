import type { ReactNode } from 'react';
import { useId } from 'react';
import css from './section.module.css';

interface SectionProps {
  title: string;
  intro?: ReactNode;
  children: ReactNode;
}

/** A part of a form or page: what it is about at the left, the thing itself at the right, a hairline above. */
export function Section({ title, intro, children }: SectionProps) {
  const id = useId();
  return (
    <section className={css.section} aria-labelledby={id}>
      <div className={css.about}>
        <h2 id={id}>{title}</h2>
        {intro && <p className={css.intro}>{intro}</p>}
      </div>
      <div className={css.content}>{children}</div>
    </section>
  );
}
