import css from './wordmark.module.css';

/** The sign and the name. */
export function Wordmark() {
  return (
    <span className={css.wordmark}>
      <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
        <rect className={css.ground} width="24" height="24" rx="6" />
        <circle className={css.head} cx="12" cy="9.5" r="3.25" />
        <path className={css.shoulders} d="M5 18.25c1.7-3 4.1-4.5 7-4.5s5.3 1.5 7 4.5" />
      </svg>
      Fieldroom
    </span>
  );
}
