import css from './avatar.module.css';
import { initials } from './initials.ts';

/** A round with initials. Decoration: the name stands beside it or labels what it is in. */
export function Avatar({ name }: { name: string }) {
  return <span className={css.avatar} aria-hidden="true" data-initials={initials(name) || '?'} />;
}
