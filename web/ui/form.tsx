import type { ReactNode } from 'react';
import { useRef } from 'react';

interface FormProps {
  onSubmit: () => void;
  className?: string | undefined;
  children: ReactNode;
}

/** A form that checks for itself, in our own words; after a refused submit the first wrong field has the focus. */
export function Form({ onSubmit, className, children }: FormProps) {
  const ref = useRef<HTMLFormElement>(null);
  return (
    <form
      ref={ref}
      className={className}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
        // Errors are drawn before the next frame.
        requestAnimationFrame(() => ref.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      }}
    >
      {children}
    </form>
  );
}
