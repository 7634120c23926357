import type { ComponentProps, ReactNode } from 'react';
import css from './button.module.css';
import { Spinner } from './spinner.tsx';

/** 'primary': the one thing to do here; 'quiet': everything else; 'danger': cannot be taken back; 'bare': text only. */
export type ButtonKind = 'primary' | 'quiet' | 'danger' | 'bare';

interface Look {
  kind?: ButtonKind;
  /** 's' is 32 px high, 'm' 40 px. */
  size?: 's' | 'm';
  /** An icon before the words, 16 px. */
  icon?: ReactNode;
  /** As wide as its container. */
  wide?: boolean;
}

type ButtonProps = Look & {
  /** Work is under way: keeps its place and its focus, ignores presses, is announced as busy. */
  busy?: boolean;
} & Omit<ComponentProps<'button'>, 'className'>;

/** A button. Its type is 'button' unless said otherwise, so it never submits a form by accident. */
export function Button({ kind = 'quiet', size = 'm', icon, wide, busy = false, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={css.button}
      data-kind={kind}
      data-size={size}
      data-wide={wide}
      aria-busy={busy}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : rest.onClick}
    >
      {busy ? <Spinner /> : icon}
      <span>{children}</span>
    </button>
  );
}

type ButtonLinkProps = Look & Omit<ComponentProps<'a'>, 'className'>;

/** A link that looks like a button: it goes somewhere, it does nothing. */
export function ButtonLink({ kind = 'quiet', size = 'm', icon, wide, children, ...rest }: ButtonLinkProps) {
  return (
    <a {...rest} className={css.button} data-kind={kind} data-size={size} data-wide={wide}>
      {icon}
      <span>{children}</span>
    </a>
  );
}
