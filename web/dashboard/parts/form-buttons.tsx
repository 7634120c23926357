import type { ReactNode } from 'react';
import css from './form-buttons.module.css';

/** The end of a form: the main button last. */
export function FormButtons({ children }: { children: ReactNode }) {
  return <div className={css.buttons}>{children}</div>;
}
