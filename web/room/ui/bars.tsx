import type { Person } from '../../../wire/room.ts';
import css from './bars.module.css';

const WORDS: Record<Person['q'], string> = {
  1: 'Weak connection',
  2: 'Fair connection',
  3: 'Good connection',
};

/** Somebody's connection: one to three bars, and in words for those who do not see them. */
export function Bars({ q }: { q: Person['q'] }) {
  return (
    <span className={css.bars} data-q={q} title={WORDS[q]}>
      <svg viewBox="0 0 14 14" aria-hidden="true">
        {[1, 2, 3].map((bar) => (
          <rect key={bar} x={bar * 5 - 5} y={14 - bar * 4} width="3" height={bar * 4} rx="1" data-on={bar <= q} />
        ))}
      </svg>
      <span className="unseen">{WORDS[q]}</span>
    </span>
  );
}
