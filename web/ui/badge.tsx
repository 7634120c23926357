import type { ReactNode } from 'react';
import css from './badge.module.css';

/** 'live' pulses; 'good', 'warn', 'bad' colour the dot; 'plain' has a grey one. */
export type Tone = 'plain' | 'good' | 'warn' | 'bad' | 'live';

/** A state in words, with a dot: never by colour alone. */
export function Badge({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span className={css.badge} data-tone={tone}>
      {children}
    </span>
  );
}
