import css from './spinner.module.css';

/** A turning ring in the current text colour. Decoration only: say what is awaited in words beside it. */
export function Spinner() {
  return <span className={css.spinner} aria-hidden="true" />;
}
